package io.siamese.service.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.events.Candidate;
import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts as a difference between a decision and its replay: threshold 0.6, noise 0.001 on both sides. */
class DecisionComparisonTest {

    @ParameterizedTest(name = "{0} at {1}, comes out as {2} at {3}: {4} differences")
    @CsvSource({
        "MATCH, 0.700, MATCH, 0.7019, 0",
        "MATCH, 0.700, MATCH, 0.7021, 1",
        "UNCERTAIN, 0.6009, MATCH, 0.6011, 0",
        "MATCH, 0.700, NO_MATCH, 0.700, 1",
        "UNCERTAIN, 0.700, MATCH, 0.700, 1",
    })
    void toleratesTheNoiseAlone(Outcome was, float score, Outcome is, float again, int differences) {
        assertThat(DecisionComparison.differences(decision(was, "alice", score), decision(is, "alice", again)))
                .hasSize(differences);
    }

    @Test
    void namesWhatWasForged() {
        // Given
        MatchDecision forged = decision(Outcome.MATCH, "alice", 0.7f);
        forged.setSubject("mallory");
        forged.setPolicyVersion(7);

        // When
        List<String> differences = DecisionComparison.differences(forged, decision(Outcome.MATCH, "alice", 0.7f));

        // Then
        assertThat(differences)
                .containsExactly("policyVersion was 7, comes out as 0", "subject was mallory, comes out as null");
    }

    private static MatchDecision decision(Outcome outcome, String subject, float score) {
        Candidate candidate = new Candidate();
        candidate.setSubject(subject);
        candidate.setScore(score);
        return MatchDecision.newBuilder()
                .setOutcome(outcome)
                .setThreshold(0.6f)
                .setNoise(0.001f)
                .setCandidates(List.of(candidate))
                .build();
    }
}
