package io.siamese.service.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.FmrPoint;
import io.siamese.encoder.card.FpirPoint;
import io.siamese.encoder.card.FusionKind;
import io.siamese.encoder.card.Logistic;
import io.siamese.events.Fusion;
import io.siamese.events.PolicyRequest;
import io.siamese.schemas.Reasons;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyCheckTest {
    private final PolicyCheck check = new PolicyCheck(Policies.CALIBRATION, "cosine", 0.01, 0.1);

    @Test
    void fillsInWhatIsLeftOpen() {
        // When
        PolicyCheck.Answer answer = check(PolicyRequest.newBuilder().setTargetFmr(0.001));

        // Then
        assertThat(answer).isInstanceOfSatisfying(PolicyCheck.Accepted.class, accepted -> {
            assertThat(accepted.rules().name()).isEqualTo("door");
            assertThat(accepted.rules().version()).isEqualTo(7);
            assertThat(accepted.rules().targetFmr()).isEqualTo(0.001);
            assertThat(accepted.rules().targetFpir()).isEqualTo(0.1);
            assertThat(accepted.calibrationId()).isEqualTo(Policies.CALIBRATION.calibrationId());
            assertThat(accepted.detail())
                    .isEqualTo("FMR 0.001 is supported up to 5 exemplars a subject, FPIR 0.1 up to 100 subjects");
        });
    }

    @Test
    void saysHowFarAPromiseReachesByTheNumberOfExemplars() {
        // Given
        Calibration uneven = Calibration.create(
                "00000000000000ee",
                "made for tests",
                new Logistic(10, -5, -3, 3),
                List.of(new FmrPoint("BEST", 1, 0.01, 0.5f, 0, 1, 0.1), new FmrPoint("BEST", 3, 0.01, 0.6f, 0, 1, 0.1)),
                List.of(
                        new FpirPoint("BEST", 1, 125, 0.1, 0.6f, 0, 1, null),
                        new FpirPoint("BEST", 3, 50, 0.1, 0.7f, 0, 1, null)));

        // When
        PolicyCheck.Answer answer = new PolicyCheck(uneven, "cosine", 0.01, 0.1)
                .checkRequest("door", 7, PolicyRequest.newBuilder().build());

        // Then
        assertThat(answer.detail())
                .isEqualTo("FMR 0.01 is supported up to 3 exemplars a subject, FPIR 0.1 up to"
                        + " 125 (1 of each), 50 (3 of each) subjects");
    }

    @Test
    void promisesNothingOfSeveralExemplarsByACalibrationThatKnowsOfOneAlone() {
        // Given
        Calibration first = Calibration.create(
                "00000000000000ee",
                "made for tests",
                new Logistic(10, -5, -3, 3),
                List.of(new FmrPoint("BEST", 1, 0.01, 0.5f, 0, 1, 0.1), new FmrPoint("BEST", 3, 0.01, 0.6f, 0, 1, 0.1)),
                List.of(new FpirPoint(20, 0.1, 0.6f, 0, 1), new FpirPoint(20, 0.05, 0.8f, 0, 1)));
        PolicyCheck known = new PolicyCheck(first, "cosine", 0.01, 0.1);

        // When
        PolicyCheck.Answer best =
                known.checkRequest("door", 7, PolicyRequest.newBuilder().build());
        PolicyCheck.Answer mean = known.checkRequest(
                "door", 7, PolicyRequest.newBuilder().setFusion(Fusion.MEAN).build());
        Policy policy = Policy.of(((PolicyCheck.Accepted) best).rules(), first);

        // Then
        assertThat(best.detail()).endsWith("FPIR 0.1 up to 20 (1 of each) subjects");
        assertThat(mean)
                .isInstanceOfSatisfying(
                        PolicyCheck.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reasons.UNSUPPORTED_TARGET));
        assertThat(policy.identification(10, 1)).isEqualTo(new Threshold(0.6f, 0.1, true, null));
        assertThat(policy.identification(10, 2)).isEqualTo(new Threshold(0.8f, null, false, null));
    }

    @Test
    void saysWhatHelpsWhereACalibrationSupportsNoRate() {
        // Given
        Calibration empty = Calibration.create(
                "00000000000000ee", "made for tests", new Logistic(10, -5, -3, 3), List.of(), List.of());

        // When
        PolicyCheck.Answer answer = new PolicyCheck(empty, "cosine", 0.01, 0.1)
                .checkRequest("door", 7, PolicyRequest.newBuilder().build());

        // Then
        assertThat(answer).isInstanceOf(PolicyCheck.Refused.class);
        assertThat(answer.detail())
                .contains("supports no rate for fusion BEST")
                .contains("calibrated on images of more subjects")
                .contains("fixed threshold");
    }

    @Test
    void isAppliedAsItWasChecked() {
        // Given
        PolicyRequest.Builder request = PolicyRequest.newBuilder()
                .setFusion(Fusion.CALIBRATED)
                .setReviewFmr(0.1)
                .setPrior(0.2)
                .setWithholdSimilarities(true)
                .setCandidates(3)
                .setGates(Map.of("min-ink", 0.01));

        // When
        PolicyCheck.Accepted accepted = (PolicyCheck.Accepted) check(request);
        PolicyRules rules = PolicyRules.of(accepted.toEffectivePolicy(Instant.EPOCH));

        // Then
        assertThat(rules)
                .isEqualTo(new PolicyRules(
                        "door",
                        7,
                        0.01,
                        0.1,
                        null,
                        FusionKind.CALIBRATED,
                        3,
                        0.1,
                        null,
                        null,
                        0.2,
                        true,
                        Map.of("min-ink", 0.01)));
        assertThat(Policy.of(rules, Policies.CALIBRATION).verification(2).reviewFrom())
                .isEqualTo(Policies.threshold(0.1, 3, 1));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(PolicyRequest.newBuilder().setTargetFmr(0.0), Reasons.INVALID_POLICY, "targetFmr=0.0"),
                Arguments.of(PolicyRequest.newBuilder().setTargetFmr(1.0), Reasons.INVALID_POLICY, "targetFmr=1.0"),
                Arguments.of(
                        PolicyRequest.newBuilder().setTargetFpir(Double.NaN), Reasons.INVALID_POLICY, "targetFpir=NaN"),
                Arguments.of(PolicyRequest.newBuilder().setPrior(1.0), Reasons.INVALID_POLICY, "prior=1.0"),
                Arguments.of(PolicyRequest.newBuilder().setCandidates(101), Reasons.INVALID_POLICY, "candidates=101"),
                Arguments.of(
                        PolicyRequest.newBuilder().setFusion(Fusion.UNKNOWN), Reasons.INVALID_POLICY, "later version"),
                Arguments.of(
                        PolicyRequest.newBuilder().setGates(Map.of("min-ink", 2.0)),
                        Reasons.INVALID_POLICY,
                        "min-ink=2.0"),
                Arguments.of(
                        PolicyRequest.newBuilder().setReviewFmr(0.01), Reasons.INVALID_POLICY, "above the target 0.01"),
                Arguments.of(PolicyRequest.newBuilder().setReviewFrom(0.2f), Reasons.INVALID_POLICY, "reviewFrom"),
                Arguments.of(PolicyRequest.newBuilder().setFixedThreshold(1.5f), Reasons.INVALID_POLICY, "cosine"),
                Arguments.of(
                        PolicyRequest.newBuilder().setFixedThreshold(0.5f).setReviewFrom(0.5f),
                        Reasons.INVALID_POLICY,
                        "below fixedThreshold"),
                Arguments.of(
                        PolicyRequest.newBuilder().setFixedThreshold(0.5f).setFusion(Fusion.CALIBRATED),
                        Reasons.INVALID_POLICY,
                        "likelihood ratios"),
                Arguments.of(
                        PolicyRequest.newBuilder().setTargetFmr(0.02),
                        Reasons.UNSUPPORTED_TARGET,
                        "[0.001, 0.01, 0.1]"),
                Arguments.of(
                        PolicyRequest.newBuilder().setTargetFpir(1e-6),
                        Reasons.UNSUPPORTED_TARGET,
                        "targetFpir=1.0E-6"));
    }

    @ParameterizedTest(name = "{1}: {2}")
    @MethodSource("refused")
    void refusesAndSaysWhy(PolicyRequest.Builder request, String reason, String detail) {
        assertThat(check(request)).isInstanceOfSatisfying(PolicyCheck.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(reason);
            assertThat(refused.detail()).contains(detail);
        });
    }

    @Test
    void takesAnyNumberForAThresholdWhereTheSimilarityHasNoBounds() {
        // Given
        PolicyCheck ofKoch = new PolicyCheck(null, "weighted-l1", 0.01, 0.1);

        // When
        PolicyCheck.Answer fixed = ofKoch.checkRequest(
                "door", 7, PolicyRequest.newBuilder().setFixedThreshold(-12f).build());
        PolicyCheck.Answer byRate =
                ofKoch.checkRequest("door", 7, PolicyRequest.newBuilder().build());

        // Then
        assertThat(fixed).isInstanceOf(PolicyCheck.Accepted.class);
        assertThat(((PolicyCheck.Refused) byRate).reason()).isEqualTo(Reasons.NO_CALIBRATION);
    }

    @Test
    void statesTheExpectedRateOfAFixedThresholdBetweenTwoPoints() {
        // Given
        float threshold = (Policies.threshold(0.1, 1, 1) + Policies.threshold(0.01, 1, 1)) / 2;

        // When
        var accepted = (PolicyCheck.Accepted) check(PolicyRequest.newBuilder().setFixedThreshold(threshold));

        // Then
        assertThat(accepted.expectedFmr()).isBetween(0.01, 0.1);
        assertThat(accepted.detail()).startsWith("expected FMR 0.03");
    }

    @Test
    void matchesNobodyWhereTheCalibrationBehindAPolicyIsGone() {
        // When
        Threshold threshold =
                Policy.of(Policies.rules(FusionKind.BEST, 5, 0.01, 0.1), null).verification(1);

        // Then
        assertThat(threshold.score()).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(threshold.supported()).isFalse();
    }

    private PolicyCheck.Answer check(PolicyRequest.Builder request) {
        return check.checkRequest("door", 7, request.build());
    }
}
