package io.siamese.console.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DecisionSampleTest {
    private final AtomicBoolean left = new AtomicBoolean();

    private DecisionSample sample(DecisionFilter filter) {
        return new DecisionSample(filter, 2, new SplittableRandom(5), () -> left.set(true));
    }

    @Test
    void showsAllWhereFewCame() {
        // Given
        DecisionSample sample = sample(DecisionFilter.acceptAll());

        // When
        offer(sample, 0, 2);

        // Then
        DecisionSample.Taken taken = sample.takeSample();
        assertThat(taken.matching()).isEqualTo(2);
        assertThat(taken.decisions()).extracting(MatchDecision::getImageId).containsExactly("image-0", "image-1");
        assertThat(sample.takeSample().decisions()).isEmpty();
    }

    @Test
    void countsAllAndShowsEachAsOftenAsAnyOther() {
        // Given
        DecisionSample sample = sample(DecisionFilter.acceptAll());
        int[] shown = new int[10];

        // When
        for (int round = 0; round < 5_000; round++) {
            offer(sample, 0, 10);
            DecisionSample.Taken taken = sample.takeSample();
            assertThat(taken.matching()).isEqualTo(10);
            assertThat(taken.decisions()).hasSize(2);
            taken.decisions().forEach(each -> shown[(int) each.getSource().getOffset()]++);
        }

        // Then: a fifth of the rounds, within five standard deviations
        assertThat(Arrays.stream(shown)).allMatch(times -> Math.abs(times - 1_000) < 5 * Math.sqrt(5_000 * 0.2 * 0.8));
    }

    @Test
    void leavesOutWhatDoesNotPassTheFilter() {
        // Given
        DecisionSample sample = sample(new DecisionFilter("door", "MATCH", "ALI"));

        // When
        sample.offer(Decisions.decision(1, Outcome.MATCH, "alice"));
        sample.offer(Decisions.decision(2, Outcome.MATCH, "bob"));
        sample.offer(Decisions.decision(3, Outcome.NO_MATCH, "alice"));

        // Then
        assertThat(sample.takeSample().decisions())
                .extracting(MatchDecision::getImageId)
                .containsExactly("image-1");
    }

    @Test
    void leavesWhenItIsClosed() {
        // When
        sample(DecisionFilter.acceptAll()).close();

        // Then
        assertThat(left).isTrue();
    }

    private static void offer(DecisionSample sample, long from, long to) {
        LongStream.range(from, to).forEach(i -> sample.offer(Decisions.decision(i, Outcome.MATCH)));
    }
}
