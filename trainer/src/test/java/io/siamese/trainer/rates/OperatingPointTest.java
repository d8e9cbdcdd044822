package io.siamese.trainer.rates;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.trainer.trials.EmbeddedClass;
import io.siamese.trainer.trials.MatedAndNot;
import io.siamese.trainer.trials.Members;
import io.siamese.trainer.trials.Origin;
import io.siamese.trainer.trials.Trials;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Open-set searches by hand: 300 of people not enrolled with best scores 0.001 to 0.300, and four of enrolled ones. */
class OperatingPointTest {

    private static final int SEARCHES = 300;
    private static final Interval ANY = new Interval(0, 1);

    @Test
    void fnirCountsThoseWhoAreNotFirstOrBelowTheThreshold() {
        // Given: each of the 300 is falsely alike to another pair of classes
        MatedAndNot trials = trials(SEARCHES);

        // When: FPIR 10 % lets 30 of 300 through
        OperatingPoint point = OperatingPoint.of(0.1, trials, ScoreSet.of(trials), ANY);

        // Then: of 0.9, 0.28, 0.27 and one that was not first, the last two are missed
        assertThat(point.threshold()).isEqualTo(Math.nextUp(0.27f));
        assertThat(point.missed()).isEqualTo(0.5);
        assertThat(point.confusedPairs()).isEqualTo(30);
    }

    @Test
    void twentyNinePairsOfClassesAreTooFew() {
        // Given: the two best scores are of the same pair
        MatedAndNot trials = trials(SEARCHES - 1);

        // When
        OperatingPoint point = OperatingPoint.of(0.1, trials, ScoreSet.of(trials), ANY);

        // Then
        assertThat(point.supported()).isFalse();
        assertThat(point.missed()).isNull();
        assertThat(point.interval()).isNull();
        assertThat(point.confusedPairs()).isEqualTo(29);
    }

    private static MatedAndNot trials(int pairs) {
        Trials.Builder nonMated = new Trials.Builder();
        for (int i = 1; i <= SEARCHES; i++) {
            nonMated.add(Origin.of(0, 0, Math.min(i, pairs)), i / 1000f);
        }
        Trials.Builder mated = new Trials.Builder();
        for (float score : new float[] {0.9f, 0.28f, 0.27f, Float.NEGATIVE_INFINITY}) {
            mated.add(Origin.of(1, 0, 1), score);
        }
        List<EmbeddedClass> classes = IntStream.rangeClosed(0, SEARCHES)
                .mapToObj(i -> new EmbeddedClass("g", "c" + i, new float[1][1]))
                .toList();
        return new MatedAndNot(mated.build(), nonMated.build(), new Members(classes), true);
    }
}
