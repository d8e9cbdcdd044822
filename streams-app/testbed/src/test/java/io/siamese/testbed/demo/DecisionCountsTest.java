package io.siamese.testbed.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import org.junit.jupiter.api.Test;

class DecisionCountsTest {

    private final DecisionCounts tally = new DecisionCounts();

    @Test
    void countsRightWrongAndUndecidedByTheTruthOfTheClaim() {
        // Given
        tally.markTrue("a");
        tally.markTrue("b");
        tally.markTrue("c");

        // When
        decide("a", Outcome.MATCH);
        decide("b", Outcome.NO_MATCH);
        decide("c", Outcome.UNCERTAIN);
        decide("x", Outcome.NO_MATCH);
        decide("y", Outcome.MATCH);
        decide("z", Outcome.REJECTED);

        // Then
        assertThat(tally.decided()).isEqualTo(6);
        assertThat(tally.trueClaims())
                .isEqualTo("true claims     3: 1 true matches, 1 false non-matches (33.3 %), 1 undecided");
        assertThat(tally.falseClaims())
                .isEqualTo("false claims    3: 1 true non-matches, 1 false matches (33.3 %), 1 undecided");
    }

    private void decide(String imageId, Outcome outcome) {
        tally.countDecision(MatchDecision.newBuilder()
                .setImageId(imageId)
                .setOutcome(outcome)
                .build());
    }
}
