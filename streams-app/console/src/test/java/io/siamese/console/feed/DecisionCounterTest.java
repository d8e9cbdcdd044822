package io.siamese.console.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DecisionCounterTest {
    private final AtomicLong clock = new AtomicLong(1_000_000);
    private final DecisionCounter tally = new DecisionCounter(clock::get);

    @Test
    void countsEveryDecisionByOutcomeAndEveryRejectionByReason() {
        // When
        count(3, Outcome.MATCH);
        count(2, Outcome.REJECTED);

        // Then
        FeedCounts counts = tally.counts();
        assertThat(counts.total()).isEqualTo(5);
        assertThat(counts.outcomes()).isEqualTo(Map.of("MATCH", 3L, "REJECTED", 2L));
        assertThat(counts.rejections()).isEqualTo(Map.of("CORRUPT_IMAGE", 2L));
    }

    @Test
    void tellsTheRateOfTheLastFiveWholeSeconds() {
        // Given
        for (int second = 0; second < 10; second++) {
            count(1_000, Outcome.MATCH);
            clock.addAndGet(1_000);
        }

        // Then
        assertThat(tally.counts().perSecond()).isEqualTo(1_000);
        clock.addAndGet(2_000);
        assertThat(tally.counts().perSecond()).isEqualTo(600);
        clock.addAndGet(60_000);
        assertThat(tally.counts().perSecond()).isZero();
    }

    @Test
    void keepsTheHistoryOfFiveMinutesAlone() {
        // Given
        count(7, Outcome.MATCH);

        // When
        clock.addAndGet(1_000);
        int[] soonAfter = tally.counts().history();
        clock.addAndGet(DecisionCounter.SECONDS * 1_000L);
        int[] longAfter = tally.counts().history();

        // Then
        assertThat(soonAfter[soonAfter.length - 1]).isEqualTo(7);
        assertThat(Arrays.stream(soonAfter).sum()).isEqualTo(7);
        assertThat(Arrays.stream(longAfter).sum()).isZero();
        assertThat(tally.counts().total()).isEqualTo(7);
    }

    @Test
    void doesNotGrowWithReasonsThatStrangersInvent() {
        // When
        IntStream.range(0, 1_000).forEach(i -> {
            MatchDecision decision = Decisions.decision(i, Outcome.REJECTED);
            decision.setReason("REASON_" + i);
            tally.countDecision(decision);
        });

        // Then
        assertThat(tally.counts().rejections()).hasSizeLessThanOrEqualTo(51).containsEntry("OTHER", 950L);
    }

    private void count(int decisions, Outcome outcome) {
        IntStream.range(0, decisions).forEach(i -> tally.countDecision(Decisions.decision(i, outcome)));
    }
}
