package io.siamese.trainer.rates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CllrTest {

    @Test
    void isTheMeanOfBothSidesInBits() {
        // Given: scores that are log10 likelihood ratios: 10 and 1 for mated comparisons, 1/10 for the non-mated one
        ScoreSet scores = new ScoreSet(new float[] {1, 0}, new float[] {-1});

        // When
        double cllr = Cllr.cost(scores, score -> score);

        // Then: ½ ((log2 1.1 + log2 2) / 2 + log2 1.1)
        assertThat(cllr).isCloseTo(0.353128, within(1e-6));
    }

    @Test
    void sayingNothingCostsOneBit() {
        assertThat(Cllr.cost(new ScoreSet(new float[] {3}, new float[] {-3}), score -> 0))
                .isCloseTo(1, within(1e-12));
    }

    @Test
    void violatorsArePooled() {
        // Given: by rising score non-mated 0, non-mated 0.5, mated 1, non-mated 1.5, mated 2
        ScoreSet scores = new ScoreSet(new float[] {1, 2}, new float[] {0, 0.5f, 1.5f});

        // When
        double cllr = Cllr.min(scores);

        // Then: 1 and 1.5 share the ratio (1/2) / (1/3) = 3/2, the others cost nothing: ½ (½ log2 5/3 + ⅓ log2 5/2)
        assertThat(cllr).isCloseTo(0.404563, within(1e-6));
    }

    @Test
    void poolsReachBackOverSeveralScores() {
        // Given: mated 0 and 1 below non-mated 2, then mated 3: 0, 1 and 2 become one pool of ratio (2/3) / 1
        ScoreSet scores = new ScoreSet(new float[] {0, 1, 3}, new float[] {2});

        // Then: ½ (⅔ log2(1 + 3/2) + log2(1 + 2/3))
        assertThat(Cllr.min(scores)).isCloseTo(0.809126, within(1e-6));
    }

    @Test
    void equalScoresShareARatio() {
        assertThat(Cllr.min(new ScoreSet(new float[] {1}, new float[] {1}))).isCloseTo(1, within(1e-12));
    }

    @Test
    void separableScoresCostNothing() {
        assertThat(Cllr.min(new ScoreSet(new float[] {1, 2}, new float[] {-1, 0})))
                .isZero();
    }

    @Property(tries = 200)
    void noRisingFunctionCostsLess(
            @ForAll @Size(min = 1, max = 40) List<@FloatRange(min = -2, max = 2) Float> mated,
            @ForAll @Size(min = 1, max = 40) List<@FloatRange(min = -2, max = 2) Float> nonMated,
            @ForAll @FloatRange(min = 0, max = 5) float slope,
            @ForAll @FloatRange(min = -3, max = 3) float offset) {
        ScoreSet scores = new ScoreSet(floats(mated, 1), floats(nonMated, 1));
        double min = Cllr.min(scores);
        assertThat(min).isBetween(0.0, 1 + 1e-12);
        assertThat(min).isLessThanOrEqualTo(Cllr.cost(scores, score -> slope * score + offset) + 1e-12);
    }

    @Property(tries = 100)
    void onlyTheOrderOfScoresCounts(
            @ForAll @Size(min = 1, max = 40) List<@FloatRange(min = -2, max = 2) Float> mated,
            @ForAll @Size(min = 1, max = 40) List<@FloatRange(min = -2, max = 2) Float> nonMated) {
        ScoreSet doubled = new ScoreSet(floats(mated, 2), floats(nonMated, 2));
        assertThat(Cllr.min(doubled)).isEqualTo(Cllr.min(new ScoreSet(floats(mated, 1), floats(nonMated, 1))));
    }

    private static float[] floats(List<Float> values, float factor) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = factor * values.get(i);
        }
        return floats;
    }
}
