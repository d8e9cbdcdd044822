package io.siamese.console.room.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.console.feed.Decisions;
import io.siamese.console.feed.Place;
import io.siamese.events.Feedback;
import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import io.siamese.events.Source;
import io.siamese.events.Verdict;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReviewQueueTest {
    private final ReviewQueue queue = new ReviewQueue();

    @Test
    void givesUncertainDecisionsInTheOrderInWhichTheyCame() {
        // When
        queue.addDecision(uncertain(1));
        queue.addDecision(uncertain(2));

        // Then
        assertThat(queue.waiting("", 10)).containsExactly(uncertain(1), uncertain(2));
        assertThat(queue.waiting("door", 1)).containsExactly(uncertain(1));
        assertThat(queue.waiting("office", 10)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = Outcome.class, names = "UNCERTAIN", mode = EnumSource.Mode.EXCLUDE)
    void leavesOutWhatTheServiceDecided(Outcome outcome) {
        // When
        queue.addDecision(Decisions.decision(1, outcome, "alice"));

        // Then
        assertThat(queue.size()).isZero();
    }

    @Test
    void nobodyIsAskedTwice() {
        // When
        queue.addDecision(uncertain(1));
        queue.addVerdict(verdict(1, Verdict.DENIED));

        // Then
        assertThat(queue.waiting("", 10)).isEmpty();
        assertThat(queue.decision(new Place("images", 0, 1))).contains(uncertain(1));
        assertThat(queue.verdicts()).isEqualTo(Map.of(Verdict.DENIED, 1L));
    }

    @Test
    void nobodyIsAskedWhereTheVerdictIsReadBeforeTheDecision() {
        // When
        queue.addVerdict(verdict(1, Verdict.CONFIRMED));
        queue.addDecision(uncertain(1));

        // Then
        assertThat(queue.size()).isZero();
        assertThat(queue.decision(new Place("images", 0, 1))).contains(uncertain(1));
    }

    @Test
    void theLastVerdictCounts() {
        // When
        queue.addDecision(uncertain(1));
        queue.addVerdict(verdict(1, Verdict.CONFIRMED));
        queue.addVerdict(verdict(1, Verdict.DENIED));

        // Then
        assertThat(queue.verdicts()).isEqualTo(Map.of(Verdict.DENIED, 1L));
    }

    @Test
    void leavesOutTheOldestWhereTooManyWait() {
        // When
        for (int i = 0; i <= ReviewQueue.MOST_WAITING; i++) {
            queue.addDecision(uncertain(i));
        }

        // Then
        assertThat(queue.size()).isEqualTo(ReviewQueue.MOST_WAITING);
        assertThat(queue.waiting("", 1)).containsExactly(uncertain(1));
    }

    private static MatchDecision uncertain(long offset) {
        return Decisions.decision(offset, Outcome.UNCERTAIN, "alice");
    }

    private static Feedback verdict(long offset, Verdict verdict) {
        return Feedback.newBuilder()
                .setSource(new Source("images", 0, offset, ""))
                .setVerdict(verdict)
                .build();
    }
}
