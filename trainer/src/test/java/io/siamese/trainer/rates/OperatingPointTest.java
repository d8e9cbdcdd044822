package io.siamese.trainer.rates;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.trainer.trials.ClassIndex;
import io.siamese.trainer.trials.ComparedImages;
import io.siamese.trainer.trials.EmbeddedClass;
import io.siamese.trainer.trials.ScoredComparisons;
import io.siamese.trainer.trials.ScoredTrials;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Open-set searches by hand: 300 of people not enrolled with best scores 0.001 to 0.300, and four of enrolled ones. */
class OperatingPointTest {

    private static final int SEARCHES = 300;
    private static final BootstrapInterval ANY = new BootstrapInterval(0, 1);

    @Test
    void fnirCountsThoseWhoAreNotFirstOrBelowTheThreshold() {
        // Given: each of the 300 is falsely alike to another pair of classes
        ScoredComparisons trials = trials(SEARCHES);

        // When: FPIR 10 % lets 30 of 300 through
        OperatingPoint point = OperatingPoint.measure(0.1, trials, ScoreSet.fromTrials(trials), ANY);

        // Then: of 0.9, 0.28, 0.27 and one that was not first, the last two are missed
        assertThat(point.threshold()).isEqualTo(Math.nextUp(0.27f));
        assertThat(point.missed()).isEqualTo(0.5);
        assertThat(point.confusedPairs()).isEqualTo(30);
    }

    @Test
    void twentyNinePairsOfClassesAreTooFew() {
        // Given: the two best scores are of the same pair
        ScoredComparisons trials = trials(SEARCHES - 1);

        // When
        OperatingPoint point = OperatingPoint.measure(0.1, trials, ScoreSet.fromTrials(trials), ANY);

        // Then
        assertThat(point.supported()).isFalse();
        assertThat(point.missed()).isNull();
        assertThat(point.interval()).isNull();
        assertThat(point.confusedPairs()).isEqualTo(29);
    }

    private static ScoredComparisons trials(int pairs) {
        ScoredTrials.Builder nonMated = new ScoredTrials.Builder();
        for (int i = 1; i <= SEARCHES; i++) {
            nonMated.add(ComparedImages.pack(0, 0, Math.min(i, pairs)), i / 1000f);
        }
        ScoredTrials.Builder mated = new ScoredTrials.Builder();
        for (float score : new float[] {0.9f, 0.28f, 0.27f, Float.NEGATIVE_INFINITY}) {
            mated.add(ComparedImages.pack(1, 0, 1), score);
        }
        List<EmbeddedClass> classes = IntStream.rangeClosed(0, SEARCHES)
                .mapToObj(i -> new EmbeddedClass("g", "c" + i, new float[1][1]))
                .toList();
        return new ScoredComparisons(mated.build(), nonMated.build(), new ClassIndex(classes), true);
    }
}
