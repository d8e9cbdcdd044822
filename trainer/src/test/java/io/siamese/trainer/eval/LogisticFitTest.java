package io.siamese.trainer.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.siamese.encoder.card.Logistic;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogisticFitTest {

    @Test
    void findsTheLikelihoodRatioOfTwoNormals() {
        // Given: N(0.6, 0.2²) and N(0.2, 0.2²), whose ln LR is (0.4 s - 0.16) / 0.04 = 10 s - 4, at very unequal counts
        ScoreSet scores = new ScoreSet(normal(20_000, 0.6, 1), normal(400_000, 0.2, 2));

        // When
        Logistic fitted = LogisticFit.of(scores, -3, 3);

        // Then
        assertThat(fitted.slope()).isCloseTo(10, within(0.25));
        assertThat(fitted.intercept()).isCloseTo(-4, within(0.1));
    }

    @Test
    void separableScoresEndInAFiniteSlope() {
        Logistic fitted = LogisticFit.of(new ScoreSet(normal(50, 5, 1), normal(50, -5, 2)), -1, 1);
        assertThat(fitted.slope()).isPositive().isFinite();
    }

    private static float[] normal(int count, double mean, int seed) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (mean + 0.2 * random.nextGaussian());
        }
        return values;
    }
}
