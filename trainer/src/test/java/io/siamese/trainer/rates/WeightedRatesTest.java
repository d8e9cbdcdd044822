package io.siamese.trainer.rates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.siamese.trainer.trials.ClassIndex;
import io.siamese.trainer.trials.ComparedImages;
import io.siamese.trainer.trials.EmbeddedClass;
import io.siamese.trainer.trials.ScoredComparisons;
import io.siamese.trainer.trials.ScoredTrials;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WeightedRatesTest {

    private static final List<EmbeddedClass> TWO_CLASSES_OF_TWO = List.of(
            new EmbeddedClass("g", "a", new float[][] {{1}, {1}}),
            new EmbeddedClass("g", "b", new float[][] {{1}, {1}}));

    @Test
    void classesAndDrawersDrawnTwiceCountTwice() {
        // Given: class a drawn twice, b once; the first drawer twice, the second once
        ScoredComparisons trials = trials(
                new float[] {0.9f, 0.3f},
                new long[] {ComparedImages.pack(0, 0, 0, 1), ComparedImages.pack(1, 0, 1, 1)},
                new float[] {0.5f, 0.1f},
                new long[] {ComparedImages.pack(0, 0, 1, 0), ComparedImages.pack(0, 1, 1, 1)});

        // When
        WeightedRates rates = new WeightedRates(trials, new Bootstrap.Weights(new int[] {2, 1}, new int[] {2, 1}));

        // Then: mated weights 2·2·1 and 1·2·1, of which the second is below 0.5; non-mated 2·1·2 (one hand) and 2·1·1
        assertThat(rates.fnmrAt(0.5)[0]).isCloseTo(2.0 / 6, within(1e-12));
        // FMR 4/6 is allowed: 0.5 may match, 0.1 may not
        assertThat(rates.fnmrAt(0.67)[0]).isZero();
    }

    @Test
    void aDrawWithoutMatedComparisonsGivesNoNumber() {
        ScoredComparisons trials = trials(
                new float[] {0.9f}, new long[] {ComparedImages.pack(0, 0, 0, 1)}, new float[] {0.5f}, new long[] {
                    ComparedImages.pack(1, 0, 1, 1)
                });
        WeightedRates rates = new WeightedRates(trials, new Bootstrap.Weights(new int[] {0, 2}, new int[] {1, 1}));
        assertThat(rates.eer()).isNaN();
        assertThat(rates.fnmrAt(0.1)[0]).isNaN();
    }

    @Property(tries = 300)
    void withEverythingDrawnOnceTheyAreTheRatesOfTheScores(
            @ForAll @Size(min = 1, max = 50) List<@FloatRange(min = -1, max = 1) Float> mated,
            @ForAll @Size(min = 1, max = 50) List<@FloatRange(min = -1, max = 1) Float> nonMated) {
        ScoreSet scores = new ScoreSet(floats(mated), floats(nonMated));
        ScoredComparisons trials =
                trials(floats(mated), new long[mated.size()], floats(nonMated), new long[nonMated.size()]);
        WeightedRates rates = new WeightedRates(trials, new Bootstrap.Weights(new int[] {1, 1}, new int[] {1, 1}));
        assertThat(rates.eer()).isCloseTo(scores.eer(), within(1e-12));
        double[] fnmr = rates.fnmrAt(0.01, 0.1, 0.5);
        assertThat(fnmr[0]).isCloseTo(scores.fnmrAtFmr(0.01), within(1e-12));
        assertThat(fnmr[1]).isCloseTo(scores.fnmrAtFmr(0.1), within(1e-12));
        assertThat(fnmr[2]).isCloseTo(scores.fnmrAtFmr(0.5), within(1e-12));
    }

    private static ScoredComparisons trials(
            float[] mated, long[] matedOrigins, float[] nonMated, long[] nonMatedOrigins) {
        return new ScoredComparisons(
                sorted(mated, matedOrigins),
                sorted(nonMated, nonMatedOrigins),
                new ClassIndex(TWO_CLASSES_OF_TWO),
                false);
    }

    private static ScoredTrials sorted(float[] scores, long[] origins) {
        ScoredTrials.Builder builder = new ScoredTrials.Builder();
        for (int i = 0; i < scores.length; i++) {
            builder.add(origins[i], scores[i]);
        }
        return builder.build();
    }

    private static float[] floats(List<Float> values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i);
        }
        return floats;
    }
}
