package io.siamese.service.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.events.EffectivePolicy;
import io.siamese.events.EncoderAction;
import io.siamese.events.EnrolmentStatus;
import io.siamese.events.ExemplarStatus;
import io.siamese.schemas.Reasons;
import io.siamese.schemas.gallerylog.EncoderStanding;
import io.siamese.schemas.gallerylog.GalleryLogRecord.StandingRecord;
import io.siamese.service.flow.VectorEncoder;
import io.siamese.service.gallerylog.EnrolmentLogs;
import io.siamese.service.gallerylog.GivenGalleryLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How requests about encoders are answered by the one that decides, and what the one that waits says. */
class EncoderKeeperTest {
    private static final String ID = VectorEncoder.ID;
    private static final String NEXT = "00000000000000ff";
    private static final String STATUS = "~encoder/" + ID;

    @Test
    void saysWhatItsEncoderIsWhenItIsAskedForAndLeavesTheAnswerToTheOther() {
        try (EnrolmentDriver driver = waiting(EnrolmentDriver.NO_EXEMPLARS, 0.1)) {
            // When
            driver.requestEncoder(ID, EncoderAction.ACTIVATE, false);
            driver.letTaskCheck();

            // Then
            assertThat(driver.outputs.loggedRecord())
                    .isEqualTo(new StandingRecord(new EncoderStanding(ID, 2, "cosine", 0, null)));
            assertThat(driver.outputs.loggedKeys()).isEmpty();
            assertThat(driver.outputs.statuses()).isEmpty();
        }
    }

    @Test
    void namesThePolicyThatItsCalibrationDoesNotSupport() {
        try (EnrolmentDriver driver = waiting(EnrolmentDriver.NO_EXEMPLARS, 1e-6)) {
            // When
            driver.requestEncoder(ID, EncoderAction.ACTIVATE, true);

            // Then
            StandingRecord record = (StandingRecord) driver.outputs.loggedRecord();
            assertThat(record.standing().unsupported()).startsWith("policy door: targetFmr=1.0E-6");
        }
    }

    @Test
    void holdsARequestUntilTheOtherEncoderHasAnsweredWhatItHasItself() {
        try (EnrolmentDriver driver = deciding()) {
            // Given: one exemplar before the request
            driver.enrol("default/a/1", VectorEncoder.imageOfSimilarity(1));
            driver.requestEncoder(NEXT, EncoderAction.ACTIVATE, false);
            driver.others.readStanding(NEXT, 0, null);
            driver.others.readTemplate(NEXT, "default/a/1", 0);
            driver.letTaskCheck();
            assertThat(driver.outputs.answers()).isEmpty();

            // And one more before that one is embedded
            driver.enrol("default/b/1", VectorEncoder.imageOfSimilarity(0));
            driver.others.answeredTo.put(NEXT, 1L);
            driver.outputs.loggedKeys();
            driver.letTaskCheck();
            assertThat(driver.outputs.loggedKeys()).isEmpty();

            // When
            driver.others.answeredTo.put(NEXT, 2L);
            driver.letTaskCheck();
            driver.letTaskCheck();

            // Then
            assertThat(driver.outputs.loggedKeys()).containsExactly("~encoder");
        }
    }

    @Test
    void holdsARequestThatComesBeforeAnyEncoderIsNamed() {
        EnrolmentLogs.Exemplars left = new EnrolmentLogs.Exemplars(Map.of("default/a/1", 0L), Map.of(), 1, 0, 0);
        try (EnrolmentDriver driver = new EnrolmentDriver(left, EnrolmentDriver.NO_TEMPLATES, false)) {
            // Given: the other one is ahead
            driver.others.loaded.add(NEXT);
            driver.requestEncoder(NEXT, EncoderAction.ACTIVATE, false);
            driver.others.readStanding(NEXT, 0, null);
            driver.others.readTemplate(NEXT, "default/a/1", 0);
            driver.others.answeredTo.put(NEXT, 1L);
            driver.requestEncoder(ID, EncoderAction.ACTIVATE, false);
            driver.letTaskCheck();
            assertThat(driver.outputs.loggedKeys()).isEmpty();

            // When: it names itself, and its log is read
            driver.enrol("default/a/1", VectorEncoder.imageOfSimilarity(1));
            driver.letTaskCheck();
            driver.named = ID;
            driver.letTaskCheck();

            // Then
            assertThat(driver.outputs.loggedKeys())
                    .containsExactly(ID + "/default/a/1", "~encoder", "~encoder", "-" + ID + "/~encoder/" + ID);
            assertThat(driver.outputs.answers())
                    .extracting(ExemplarStatus::getReason)
                    .contains(Reasons.NOT_COVERED);
        }
    }

    @Test
    void letsTheOtherEncoderGoFirstOnceOnlyLaterExemplarsAreMissing() {
        try (EnrolmentDriver driver = deciding()) {
            // Given
            driver.requestEncoder(NEXT, EncoderAction.ACTIVATE, false);
            driver.others.readStanding(NEXT, 0, null);
            driver.enrol("default/a/1", VectorEncoder.imageOfSimilarity(1));

            // When
            driver.letTaskCheck();
            boolean whileBehind = driver.yields.get();
            driver.others.readTemplate(NEXT, "default/a/1", 0);
            driver.others.answeredTo.put(NEXT, 1L);
            driver.letTaskCheck();

            // Then
            assertThat(whileBehind).isTrue();
            assertThat(driver.yields).isFalse();
            assertThat(driver.outputs.loggedKeys()).endsWith("~encoder");
        }
    }

    @Test
    void saysHowFarItIsOnceALimitIsOverAndOnlyOnce() {
        try (EnrolmentDriver driver = deciding()) {
            // Given
            driver.enrol("default/a/1", VectorEncoder.imageOfSimilarity(1));
            driver.enrol("default/b/1", VectorEncoder.imageOfSimilarity(0));
            driver.requestEncoder(NEXT, EncoderAction.ACTIVATE, true);
            driver.others.readStanding(NEXT, 0, null);
            driver.others.readTemplate(NEXT, "default/a/1", 0);
            driver.others.answeredTo.put(NEXT, 1L);

            // When
            driver.advanceTime(Duration.ofMillis(59_900));
            assertThat(driver.outputs.answers()).isEmpty();
            driver.advanceTime(Duration.ofMillis(100));
            driver.advanceTime(Duration.ofMinutes(5));

            // Then
            assertThat(driver.outputs.answers()).singleElement().satisfies(status -> {
                assertThat(status.getStatus()).isEqualTo(EnrolmentStatus.REJECTED);
                assertThat(status.getReason()).isEqualTo(Reasons.NOT_COVERED);
                assertThat(status.getDetail()).isEqualTo("1 templates of 2, 50.0 %, 60 s after the request was taken");
            });
        }
    }

    @Test
    void doesNotHandOverWhereTheOtherEncoderHasNoTemplateAtAll() {
        try (EnrolmentDriver driver = deciding()) {
            // Given: its templates were removed, and it has read the exemplars long ago
            driver.enrol("default/a/1", VectorEncoder.imageOfSimilarity(1));
            driver.others.answeredTo.put(NEXT, 1L);

            // When
            driver.requestEncoder(NEXT, EncoderAction.ACTIVATE, false);
            driver.others.readStanding(NEXT, 0, null);
            driver.advanceTime(Duration.ofMinutes(1));

            // Then
            assertThat(driver.outputs.answers())
                    .singleElement()
                    .satisfies(
                            status -> assertThat(status.getDetail()).endsWith("start the instances that load it anew"));
        }
    }

    @Test
    void refusesWhatTheOtherCalibrationDoesNotSupportAndObeysForce() {
        try (EnrolmentDriver driver = deciding()) {
            // When
            driver.requestEncoder(NEXT, EncoderAction.ACTIVATE, false);
            driver.others.readStanding(NEXT, 0, "policy door: targetFmr=1.0E-6");
            driver.letTaskCheck();
            List<ExemplarStatus> refused = driver.outputs.answers();
            driver.outputs.loggedKeys();
            driver.requestEncoder(NEXT, EncoderAction.ACTIVATE, true);
            driver.others.readStanding(NEXT, 1, "policy door: targetFmr=1.0E-6");
            driver.letTaskCheck();

            // Then
            assertThat(refused).singleElement().satisfies(status -> {
                assertThat(status.getReason()).isEqualTo(Reasons.UNSUPPORTED_POLICY);
                assertThat(status.getDetail()).startsWith("policy door");
            });
            assertThat(driver.outputs.loggedKeys()).containsExactly("~encoder");
        }
    }

    @Test
    void answersARequestThatItHeldBeforeARestart() {
        try (EnrolmentDriver before = deciding();
                EnrolmentDriver after = deciding()) {
            // Given
            before.enrol("default/a/1", VectorEncoder.imageOfSimilarity(1));
            before.requestEncoder(NEXT, EncoderAction.ACTIVATE, false);
            after.enrol("default/a/1", VectorEncoder.imageOfSimilarity(1));
            after.outputs.loggedKeys();
            before.requestStore()
                    .all()
                    .forEachRemaining(entry -> after.requestStore().put(entry.key, entry.value));

            // When
            after.others.readStanding(NEXT, 0, null);
            after.others.readTemplate(NEXT, "default/a/1", 0);
            after.others.answeredTo.put(NEXT, 1L);
            after.letTaskCheck();

            // Then
            assertThat(after.outputs.loggedKeys()).containsExactly("~encoder");
            assertThat(before.outputs.answers()).isEmpty();
        }
    }

    @Test
    void carriesNothingOutThatNobodyExpectsAnyMore() {
        try (EnrolmentDriver before = deciding();
                EnrolmentDriver after = deciding()) {
            // Given
            before.requestEncoder(NEXT, EncoderAction.ACTIVATE, false);
            after.advanceTime(Duration.ofMinutes(11));
            after.others.readStanding(NEXT, 0, null);

            // When
            before.requestStore()
                    .all()
                    .forEachRemaining(entry -> after.requestStore().put(entry.key, entry.value));
            after.letTaskCheck();

            // Then
            assertThat(after.outputs.answers())
                    .extracting(ExemplarStatus::getReason)
                    .containsExactly(Reasons.REQUEST_TOO_OLD);
        }
    }

    @Test
    void answersEachOfSeveralRequestsOnce() {
        try (EnrolmentDriver driver = deciding()) {
            // Given
            driver.requestEncoder(NEXT, EncoderAction.ACTIVATE, false);
            driver.requestEncoder("third", EncoderAction.ACTIVATE, false);
            driver.requestEncoder(NEXT, EncoderAction.ACTIVATE, false);
            driver.others.readStanding(NEXT, 2, null);

            // When
            driver.letTaskCheck();
            driver.named = NEXT;
            driver.letTaskCheck();

            // Then
            assertThat(driver.outputs.loggedKeys())
                    .containsExactly("~encoder", "-" + ID + "/~encoder/third", "-" + ID + "/~encoder/" + NEXT);
            assertThat(driver.outputs.statuses())
                    .extracting(
                            status -> status.getKey() + " " + status.getValue().getReason())
                    .containsExactly("~encoder/third NOT_COVERED", "~encoder/" + NEXT + " ALREADY_ACTIVE");
        }
    }

    @Test
    void tellsTheStatusesOfExemplarsOnlyOnceItsEncoderDecides() {
        try (EnrolmentDriver driver = waiting(EnrolmentDriver.NO_EXEMPLARS, 0.1)) {
            // Given
            driver.enrol("default/a/1", VectorEncoder.imageOfSimilarity(1));
            driver.letTaskCheck();
            assertThat(driver.outputs.statuses()).isEmpty();

            // When
            driver.named = ID;
            driver.readBackActive(ID, "another", 0);
            driver.letTaskCheck();

            // Then
            assertThat(driver.outputs.statusKeys()).containsExactly(STATUS, "default/a/1");
        }
    }

    @Test
    void tellsNothingAgainOfATimeWhenItsEncoderDecided() {
        try (EnrolmentDriver driver = waiting(EnrolmentDriver.NO_EXEMPLARS, 0.1)) {
            // Given: the log of two minutes ago, which is read again
            driver.advanceTime(Duration.ofMinutes(2));

            // When
            driver.readBack("~policy/door", true);
            driver.readBack(ID + "/~clear/default/a/1", false);

            // Then
            assertThat(driver.outputs.statusKeys()).isEmpty();

            // When
            driver.named = ID;
            driver.readBack("~policy/door", true);
            driver.readBack(ID + "/~clear/default/a/1", false);

            // Then
            assertThat(driver.outputs.statusKeys()).containsExactly("~policy/door", "default/a/1");
        }
    }

    @Test
    void removesTheTemplatesOfARetiredEncoderInParts() {
        try (EnrolmentDriver driver = new EnrolmentDriver()) {
            // Given
            driver.letTaskCheck();
            for (int i = 0; i < 4_500; i++) {
                driver.others.readTemplate("away", "default/a/" + i, i);
            }
            driver.outputs.loggedKeys();

            // When
            driver.requestEncoder("away", EncoderAction.RETIRE, false);
            int first = driver.outputs.loggedKeys().size();
            boolean isAnsweredAtOnce = driver.outputs.statusOf("~encoder/away") != null;
            driver.letTaskCheck();
            int second = driver.outputs.loggedKeys().size();
            driver.letTaskCheck();
            List<String> rest = driver.outputs.loggedKeys();

            // Then
            assertThat(isAnsweredAtOnce).isFalse();
            assertThat(List.of(first, second)).containsExactly(2_000, 2_000);
            assertThat(rest.stream().filter(key -> key.startsWith("-away/"))).hasSize(500);
            assertThat(driver.outputs.statusOf("~encoder/away").getDetail()).isEqualTo("4500 templates removed");
        }
    }

    @Test
    void stopsRetiringAnEncoderThatIsLoadedAgain() {
        try (EnrolmentDriver driver = new EnrolmentDriver()) {
            // Given
            driver.letTaskCheck();
            for (int i = 0; i < 4_500; i++) {
                driver.others.readTemplate("away", "default/a/" + i, i);
            }
            driver.requestEncoder("away", EncoderAction.RETIRE, false);
            driver.outputs.loggedKeys();

            // When
            driver.others.loaded.add("away");
            driver.letTaskCheck();
            driver.letTaskCheck();

            // Then
            assertThat(driver.outputs.loggedKeys().stream().filter(key -> key.startsWith("-away/")))
                    .isEmpty();
            assertThat(driver.outputs.statusOf("~encoder/away").getReason()).isEqualTo(Reasons.STILL_LOADED);
        }
    }

    @Test
    void knowsWhichEncodersAreLoaded() {
        try (EnrolmentDriver driver = new EnrolmentDriver()) {
            // Given
            driver.letTaskCheck();
            driver.others.readTemplate("loaded", "default/a/1", 1);
            driver.others.readTemplate("away", "default/a/1", 1);
            driver.others.readTemplate("away", "default/b/1", 2);
            driver.others.loaded.add("loaded");
            driver.outputs.loggedKeys();

            // When
            driver.requestEncoder("loaded", EncoderAction.RETIRE, false);
            driver.requestEncoder("away", EncoderAction.ACTIVATE, false);
            driver.requestEncoder("away", EncoderAction.RETIRE, false);

            // Then
            assertThat(driver.outputs.statuses())
                    .extracting(
                            status -> status.getKey() + " " + status.getValue().getReason())
                    .containsExactly(
                            "~encoder/loaded STILL_LOADED", "~encoder/away NOT_LOADED", "~encoder/away RETIRED");
            assertThat(driver.outputs.loggedKeys()).contains("-away/default/a/1", "-away/default/b/1");
            assertThat(driver.others.forgotten).containsExactly("away");
        }
    }

    /** The task of the encoder that decides, beside two others. */
    private static EnrolmentDriver deciding() {
        EnrolmentDriver driver = new EnrolmentDriver();
        driver.letTaskCheck();
        driver.named = ID;
        driver.others.loaded.addAll(List.of(NEXT, "third"));
        driver.outputs.loggedKeys();
        return driver;
    }

    private static EnrolmentDriver waiting(EnrolmentLogs.Exemplars exemplars, double policyFmr) {
        EffectivePolicy policy = EffectivePolicy.newBuilder()
                .setPolicy("door")
                .setTargetFmr(policyFmr)
                .setTargetFpir(0.05)
                .build();
        EnrolmentDriver driver = new EnrolmentDriver(
                exemplars, GivenGalleryLog.of(Map.of(), "another", Map.of("door", policy), Map.of()), false);
        driver.named = "another";
        return driver;
    }
}
