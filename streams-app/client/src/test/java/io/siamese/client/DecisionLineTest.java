package io.siamese.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.events.Candidate;
import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionLineTest {

    private final DecisionLine line = new DecisionLine();

    @Test
    void saysWhatADecisionRestsOn() {
        // Given
        MatchDecision decision = MatchDecision.newBuilder()
                .setImageId("probe-1")
                .setOutcome(Outcome.MATCH)
                .setClaimedSubject("alice")
                .setSubject("alice")
                .setCandidates(List.of(Candidate.newBuilder()
                        .setSubject("alice")
                        .setSimilarity(0.9123f)
                        .setScore(0.9123f)
                        .build()))
                .setThreshold(0.8f)
                .setExpectedFmr(0.01)
                .setEncoderId("0123456789abcdef")
                .setGalleryEpoch(42)
                .build();

        // When // Then
        assertThat(line.of(decision))
                .isEqualTo("MATCH        probe-1  claimed alice  subject alice  similarity 0.912  score 0.912"
                        + "  threshold 0.800  expected FMR 0.010  encoder 0123456789abcdef  epoch 42");
    }

    @Test
    void leavesOutWhatIsNotThere() {
        // Given
        MatchDecision decision = MatchDecision.newBuilder()
                .setImageId("probe-1")
                .setOutcome(Outcome.REJECTED)
                .setReason("CORRUPT_IMAGE")
                .build();

        // When // Then
        assertThat(line.of(decision)).isEqualTo("REJECTED     probe-1  reason CORRUPT_IMAGE  epoch -1");
    }

    @Test
    void showsNoNameThatMovesTheCursor() {
        // Given
        MatchDecision decision = MatchDecision.newBuilder()
                .setImageId("a\u001B[2J\u202Eb")
                .setOutcome(Outcome.NO_MATCH)
                .build();

        // When // Then
        assertThat(line.of(decision)).isEqualTo("NO_MATCH     a\uFFFD[2J\uFFFDb  epoch -1");
    }
}
