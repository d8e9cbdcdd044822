package io.siamese.service.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.events.Candidate;
import io.siamese.events.MatchDecision;
import io.siamese.service.matching.FixedThreshold;
import io.siamese.service.matching.PolicyRules;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThresholdOriginTest {
    private static final PolicyRules RATES = PolicyRules.byRates("default", 0.01, 0.05, 5);

    @Test
    void namesTheTargetOfAVerification() {
        assertThat(ThresholdOrigin.describe(
                        compared().setClaimedSubject("alice").build(), RATES))
                .isEqualTo("calibration c1 at FMR 0.01 for 2 exemplars, fusion BEST");
    }

    @Test
    void namesTheTargetOfASearchAndHowManySubjectsThereWere() {
        assertThat(ThresholdOrigin.describe(compared().setSubjects(40).build(), RATES))
                .isEqualTo("calibration c1 at FPIR 0.05 for 40 subjects, 2 exemplars, fusion BEST");
    }

    @Test
    void saysWhereTheCalibrationDoesNotReach() {
        MatchDecision decision = compared()
                .setClaimedSubject("alice")
                .setPolicyState("UNSUPPORTED")
                .build();

        assertThat(ThresholdOrigin.describe(decision, RATES))
                .isEqualTo(
                        "the strictest of calibration c1, which does not reach FMR 0.01 for 2 exemplars, fusion BEST");
    }

    @Test
    void knowsThresholdsThatNoCalibrationMade() {
        assertThat(ThresholdOrigin.describe(compared().build(), FixedThreshold.rules("fixed", 0.9f, 5)))
                .isEqualTo("fixed by the policy");
        assertThat(ThresholdOrigin.describe(compared().setCalibrationId(null).build(), RATES))
                .startsWith("no calibration");
        assertThat(ThresholdOrigin.describe(compared().setThreshold(null).build(), RATES))
                .startsWith("none");
        assertThat(ThresholdOrigin.describe(compared().build(), null)).contains("not known");
    }

    private static MatchDecision.Builder compared() {
        return MatchDecision.newBuilder()
                .setThreshold(0.7f)
                .setCalibrationId("c1")
                .setCandidates(List.of(Candidate.newBuilder().setExemplars(2).build()));
    }
}
