package io.siamese.service.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.events.EffectivePolicy;
import io.siamese.events.EnrolmentStatus;
import io.siamese.events.ExemplarStatus;
import io.siamese.events.PolicyRequest;
import io.siamese.schemas.Reasons;
import io.siamese.service.flow.VectorEncoder;
import io.siamese.service.gallerylog.EnrolmentLogs;
import io.siamese.service.gallerylog.GalleryLogSnapshot;
import io.siamese.service.gallerylog.GivenGalleryLog;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How the log is kept true to the requests for policies. */
class PolicyKeeperTest {
    private static final String CALIBRATION = EnrolmentDriver.CALIBRATION.calibrationId();
    private static final PolicyRequest TENTH =
            PolicyRequest.newBuilder().setTargetFmr(0.1).build();
    private static final PolicyRequest IMPOSSIBLE =
            PolicyRequest.newBuilder().setTargetFmr(1e-6).build();

    @Test
    void pinsARequestOnceItsEncoderDecides() {
        try (EnrolmentDriver driver = new EnrolmentDriver()) {
            // Given
            driver.letTaskCheck();
            assertThat(driver.outputs.loggedKeys()).containsExactly("~encoder");

            // When
            driver.requestPolicy("door", TENTH);

            // Then
            EffectivePolicy policy = driver.outputs.effectivePolicy();
            assertThat(policy.getPolicy()).isEqualTo("door");
            assertThat(policy.getVersion()).isEqualTo(1);
            assertThat(policy.getTargetFmr()).isEqualTo(0.1);
            assertThat(policy.getTargetFpir()).isEqualTo(0.05);
            assertThat(policy.getCalibrationId()).isEqualTo(CALIBRATION);
        }
    }

    @Test
    void answersNothingWhileAnotherEncoderDecides() {
        try (EnrolmentDriver driver =
                new EnrolmentDriver(EnrolmentDriver.NO_EXEMPLARS, decidedBy("another", Map.of(), Map.of()), false)) {
            // When
            driver.requestPolicy("door", TENTH);
            driver.letTaskCheck();

            // Then
            assertThat(driver.outputs.loggedKeys()).isEmpty();
        }
    }

    @Test
    void answersAtTheStartWhatWasAskedWhileAllWasDown() {
        try (EnrolmentDriver asking = new EnrolmentDriver();
                EnrolmentDriver driver = new EnrolmentDriver(
                        EnrolmentDriver.NO_EXEMPLARS,
                        decidedBy(
                                VectorEncoder.ID,
                                Map.of("old", policy("old", 3)),
                                Map.of("old", answer(2), "kept", answer(4))),
                        List.of(
                                request("kept", 4, asking.written(TENTH)),
                                request("new", 5, asking.written(TENTH)),
                                request("bad", 6, "text".getBytes(UTF_8))),
                        false)) {
            // When
            driver.letTaskCheck();

            // Then
            assertThat(driver.outputs.loggedKeys())
                    .containsExactlyInAnyOrder("-~policy/old", "~policy/new", VectorEncoder.ID + "/~policy/bad");
        }
    }

    @Test
    void checksAgainWhatWasCheckedAgainstAnotherCalibration() {
        EffectivePolicy pinned = policy("door", 3);
        pinned.setCalibrationId("of another time");
        try (EnrolmentDriver asking = new EnrolmentDriver();
                EnrolmentDriver driver = new EnrolmentDriver(
                        EnrolmentDriver.NO_EXEMPLARS,
                        decidedBy(
                                VectorEncoder.ID,
                                Map.of("door", pinned),
                                Map.of("door", new GalleryLogSnapshot.Answer(2, "of another time"))),
                        List.of(request("door", 2, asking.written(TENTH))),
                        false)) {
            // When
            driver.letTaskCheck();

            // Then
            EffectivePolicy policy = driver.outputs.effectivePolicy();
            assertThat(policy.getVersion()).isEqualTo(3);
            assertThat(policy.getCalibrationId()).isEqualTo(CALIBRATION);
        }
    }

    @Test
    void answersARequestThatItHasReadAheadOnce() {
        try (EnrolmentDriver asking = new EnrolmentDriver();
                EnrolmentDriver driver = new EnrolmentDriver(
                        EnrolmentDriver.NO_EXEMPLARS,
                        decidedBy(VectorEncoder.ID, Map.of(), Map.of()),
                        List.of(request("door", 0, asking.written(TENTH))),
                        false)) {
            // When
            driver.requestPolicy("door", TENTH);
            driver.letTaskCheck();

            // Then
            assertThat(driver.outputs.loggedKeys()).containsExactly("~policy/door");
        }
    }

    @Test
    void refusesUnderAKeyOfItsOwnSoThatThePolicyInForceStays() {
        try (EnrolmentDriver driver = new EnrolmentDriver()) {
            // Given
            driver.letTaskCheck();
            driver.requestPolicy("door", TENTH);
            driver.outputs.loggedKeys();

            // When
            driver.requestPolicy(
                    "door", PolicyRequest.newBuilder().setTargetFmr(1e-6).build());

            // Then
            assertThat(driver.outputs.loggedKeys()).containsExactly(VectorEncoder.ID + "/~policy/door");
            driver.requestPolicy("door", (PolicyRequest) null);
            assertThat(driver.outputs.loggedKeys()).containsExactly("-~policy/door");
        }
    }

    @Test
    void tellsFromTheLogWhatBecameOfARequest() {
        try (EnrolmentDriver driver = new EnrolmentDriver()) {
            // Given
            driver.letTaskCheck();

            // When
            driver.requestPolicy(
                    "door", PolicyRequest.newBuilder().setTargetFmr(1e-6).build());

            // Then
            ExemplarStatus status = driver.outputs.statusOf("~policy/door");
            assertThat(status.getStatus()).isEqualTo(EnrolmentStatus.REJECTED);
            assertThat(status.getReason()).isEqualTo(Reasons.UNSUPPORTED_TARGET);
            assertThat(status.getDetail()).contains("[0.01, 0.1]");
            assertThat(status.getSourceOffset()).isZero();
        }
    }

    @Test
    void answersNoMoreOnceTheLogNamesAnotherEncoder() {
        try (EnrolmentDriver driver = new EnrolmentDriver()) {
            // Given
            driver.letTaskCheck();
            driver.named = VectorEncoder.ID;
            driver.requestPolicy("door", TENTH);
            driver.outputs.loggedKeys();

            // When
            driver.named = "another";
            driver.requestPolicy("door", (PolicyRequest) null);
            driver.requestPolicy("gate", TENTH);
            driver.letTaskCheck();

            // Then
            assertThat(driver.outputs.loggedKeys()).isEmpty();
        }
    }

    @Test
    void fallsBackToTheLastGoodRequestWhereANewLogKnowsOfNone() {
        try (EnrolmentDriver asking = new EnrolmentDriver();
                EnrolmentDriver driver = new EnrolmentDriver(
                        EnrolmentDriver.NO_EXEMPLARS,
                        decidedBy(VectorEncoder.ID, Map.of(), Map.of()),
                        List.of(
                                request("door", 1, asking.written(TENTH)),
                                request("gone", 2, asking.written(TENTH)),
                                request("door", 3, asking.written(IMPOSSIBLE)),
                                request("door", 4, "text".getBytes(UTF_8)),
                                request("gone", 5, null),
                                request("gone", 6, asking.written(IMPOSSIBLE))),
                        false)) {
            // When
            driver.letTaskCheck();

            // Then
            assertThat(driver.outputs.loggedKeys())
                    .containsExactlyInAnyOrder(
                            "~policy/door", VectorEncoder.ID + "/~policy/door", VectorEncoder.ID + "/~policy/gone");
            assertThat(driver.outputs.statusOf("~policy/door").getReason()).isEqualTo(Reasons.UNDECODABLE);
        }
    }

    @Test
    void leavesThePolicyInForceWhereTheLogKnowsOfOne() {
        try (EnrolmentDriver asking = new EnrolmentDriver();
                EnrolmentDriver driver = new EnrolmentDriver(
                        EnrolmentDriver.NO_EXEMPLARS,
                        decidedBy(VectorEncoder.ID, Map.of("door", policy("door", 1)), Map.of("door", answer(0))),
                        List.of(
                                request("door", 0, asking.written(TENTH)),
                                request("door", 3, asking.written(IMPOSSIBLE))),
                        false)) {
            // When
            driver.letTaskCheck();

            // Then
            assertThat(driver.outputs.loggedKeys()).containsExactly(VectorEncoder.ID + "/~policy/door");
        }
    }

    @Test
    void checksAgainWhatAnotherCalibrationRefused() {
        try (EnrolmentDriver asking = new EnrolmentDriver();
                EnrolmentDriver driver = new EnrolmentDriver(
                        EnrolmentDriver.NO_EXEMPLARS,
                        decidedBy(
                                VectorEncoder.ID,
                                Map.of(),
                                Map.of(
                                        "door", new GalleryLogSnapshot.Answer(2, "of another time"),
                                        "gone", new GalleryLogSnapshot.Answer(3, null))),
                        List.of(request("door", 2, asking.written(TENTH)), request("gone", 3, null)),
                        false)) {
            // When
            driver.letTaskCheck();

            // Then
            assertThat(driver.outputs.loggedKeys()).containsExactly("~policy/door");
        }
    }

    private static GalleryLogSnapshot.Answer answer(long offset) {
        return new GalleryLogSnapshot.Answer(offset, CALIBRATION);
    }

    private static Map.Entry<String, EnrolmentLogs.Request> request(String key, long offset, byte @Nullable [] value) {
        return Map.entry(key, new EnrolmentLogs.Request(offset, value));
    }

    private static GalleryLogSnapshot decidedBy(
            String encoder, Map<String, EffectivePolicy> policies, Map<String, GalleryLogSnapshot.Answer> answered) {
        return GivenGalleryLog.of(Map.of(), encoder, policies, answered);
    }

    private static EffectivePolicy policy(String name, long version) {
        return EffectivePolicy.newBuilder()
                .setPolicy(name)
                .setVersion(version)
                .setTargetFmr(0.1)
                .setTargetFpir(0.05)
                .setCalibrationId(CALIBRATION)
                .build();
    }
}
