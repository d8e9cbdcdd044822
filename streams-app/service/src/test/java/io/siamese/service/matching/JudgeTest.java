package io.siamese.service.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.encoder.card.FusionKind;
import io.siamese.events.Outcome;
import io.siamese.schemas.Reasons;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {
    private static final float NOISE = 0.001f;
    private static final Policy AT_0_6 = Policy.of(FixedThreshold.rules("fixed", 0.6f, 5), null);

    private static final Policy REVIEWED = Policy.of(
            new PolicyRules(
                    "reviewed", 1, null, null, 0.6f, FusionKind.BEST, 5, null, null, 0.5f, null, false, Map.of()),
            null);

    private final Judge judge = new Judge(NOISE);

    @ParameterizedTest(name = "score {0} at threshold 0.6, noise 0.001, is {1}")
    @CsvSource({
        "0.61, MATCH",
        "0.6011, MATCH",
        "0.6009, UNCERTAIN",
        "0.6, UNCERTAIN",
        "0.5991, UNCERTAIN",
        "0.5989, NO_MATCH",
        "-1, NO_MATCH"
    })
    void decidesAtTheThreshold(float score, Outcome expected) {
        // When
        Verdict verdict = judge.judge(verification(score), AT_0_6);

        // Then
        assertThat(verdict.outcome()).isEqualTo(expected);
        assertThat(verdict.subject()).isEqualTo(expected == Outcome.MATCH ? "alice" : null);
    }

    @ParameterizedTest(name = "runner-up at {0} leaves {1}")
    @CsvSource({"0.7, MATCH", "0.7985, MATCH", "0.7995, UNCERTAIN", "0.8, UNCERTAIN"})
    void doesNotTossACoinBetweenTwoSubjects(float runnerUp, Outcome expected) {
        // Given
        Candidates candidates = new Candidates(
                Candidates.Kind.IDENTIFICATION, List.of(candidate("alice", 0.8f), candidate("bob", runnerUp)), 2);

        // When
        Verdict verdict = judge.judge(candidates, AT_0_6);

        // Then
        assertThat(verdict.outcome()).isEqualTo(expected);
        assertThat(verdict.margin()).isEqualTo(0.8f - runnerUp);
    }

    @ParameterizedTest(name = "{0} has reason {1}")
    @CsvSource({"UNKNOWN_GALLERY, UNKNOWN_GALLERY", "UNKNOWN_SUBJECT, UNKNOWN_SUBJECT"})
    void hasNoReferenceWithoutTemplates(Candidates.Kind kind, String reason) {
        // When
        Verdict verdict = judge.judge(Candidates.withoutComparison(kind, 0), AT_0_6);

        // Then
        assertThat(verdict.outcome()).isEqualTo(Outcome.NO_REFERENCE);
        assertThat(verdict.reason()).isEqualTo(reason);
        assertThat(verdict.threshold()).isNull();
    }

    @Test
    void saysWhyItIsUncertain() {
        // When
        Verdict verdict = judge.judge(verification(0.6f), AT_0_6);

        // Then
        assertThat(verdict.reason()).isEqualTo(Reasons.THRESHOLD_WITHIN_NOISE);
    }

    @ParameterizedTest(name = "a positive at 0.8 and a negative at {0} is {1} {2}")
    @CsvSource({
        "0.7, MATCH,",
        "0.7985, MATCH,",
        "0.7995, UNCERTAIN, NEGATIVE_EXEMPLAR",
        "0.8005, UNCERTAIN, NEGATIVE_EXEMPLAR",
        "0.8015, NO_MATCH, NEGATIVE_EXEMPLAR"
    })
    void believesTheNearerOfPositiveAndNegative(float negative, Outcome expected, String reason) {
        // Given
        Candidate alice = new Candidate("alice", "1", 0.8f, 0.8f, 1, new Candidate.Negative("forged", negative));

        // When
        Verdict verdict = judge.judge(new Candidates(Candidates.Kind.VERIFICATION, List.of(alice), 1), AT_0_6);

        // Then
        assertThat(verdict.outcome()).isEqualTo(expected);
        assertThat(verdict.reason()).isEqualTo(reason);
        assertThat(verdict.subject()).isEqualTo(expected == Outcome.MATCH ? "alice" : null);
    }

    @Test
    void leavesNobodyToReviewWhomANegativeRulesOut() {
        // Given
        Candidate alice = new Candidate("alice", "1", 0.55f, 0.55f, 1, new Candidate.Negative("forged", 0.7f));

        // When
        Verdict verdict = judge.judge(new Candidates(Candidates.Kind.VERIFICATION, List.of(alice), 1), REVIEWED);

        // Then
        assertThat(verdict.outcome()).isEqualTo(Outcome.NO_MATCH);
        assertThat(verdict.reason()).isEqualTo(Reasons.NEGATIVE_EXEMPLAR);
    }

    @ParameterizedTest(name = "score {0} with a review zone from 0.5 to 0.6 is {1} {2}")
    @CsvSource({
        "0.61, MATCH,",
        "0.6005, UNCERTAIN, THRESHOLD_WITHIN_NOISE",
        "0.59, UNCERTAIN, REVIEW_ZONE",
        "0.4995, UNCERTAIN, REVIEW_ZONE",
        "0.498, NO_MATCH,"
    })
    void leavesTheReviewZoneToPeople(float score, Outcome expected, String reason) {
        // When
        Verdict verdict = judge.judge(verification(score), REVIEWED);

        // Then
        assertThat(verdict.outcome()).isEqualTo(expected);
        assertThat(verdict.reason()).isEqualTo(reason);
    }

    @Test
    void carriesTheNoiseOverToLikelihoodRatios() {
        // Given
        Policy calibrated = Policies.ofFusion(FusionKind.CALIBRATED, 5);
        float threshold = calibrated.verification(3).score();
        Candidate near = new Candidate("alice", "1", 0.8f, threshold + 0.004f, 3);
        Candidate far = new Candidate("alice", "1", 0.8f, threshold + 0.006f, 3);

        // When
        Verdict within = judge.judge(new Candidates(Candidates.Kind.VERIFICATION, List.of(near), 1), calibrated);
        Verdict beyond = judge.judge(new Candidates(Candidates.Kind.VERIFICATION, List.of(far), 1), calibrated);

        // Then
        assertThat(within.noise()).isEqualTo(5 * NOISE);
        assertThat(within.reason()).isEqualTo(Reasons.THRESHOLD_WITHIN_NOISE);
        assertThat(beyond.outcome()).isEqualTo(Outcome.MATCH);
    }

    private static Candidates verification(float score) {
        return new Candidates(Candidates.Kind.VERIFICATION, List.of(candidate("alice", score)), 1);
    }

    private static Candidate candidate(String subject, float score) {
        return new Candidate(subject, "1", score, score, 1);
    }
}
