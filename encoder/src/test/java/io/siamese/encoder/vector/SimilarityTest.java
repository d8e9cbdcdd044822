package io.siamese.encoder.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimilarityTest {

    private static float[] random(int length, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextDouble() - 0.5f;
        }
        return values;
    }

    @ParameterizedTest(name = "{0} dimensions")
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 64, 127, 128})
    void cosineIsTheDotProductAtEveryLength(int dimension) {
        // Given
        float[] a = random(dimension, 1);
        float[] b = random(dimension, 2);
        double expected = 0;
        for (int i = 0; i < dimension; i++) {
            expected += (double) a[i] * b[i];
        }

        // When
        float similarity = Similarity.cosine().of(a, b);

        // Then
        assertThat(similarity).isCloseTo((float) expected, within(1e-5f));
        assertThat(similarity).isEqualTo(Similarity.cosine().of(b, a));
    }

    @Test
    void weightedL1FallsWithTheWeightedDistance() {
        Similarity similarity = Similarity.weightedL1(new float[] {1, 10}, 3);

        assertThat(similarity.of(new float[] {1, 1}, new float[] {1, 1})).isEqualTo(3f);
        assertThat(similarity.of(new float[] {0, 0.5f}, new float[] {2, 0})).isEqualTo(3f - 2f - 5f);
    }

    @Test
    void refusesEmbeddingsOfDifferentEncoders() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Similarity.cosine().of(new float[3], new float[4]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Similarity.weightedL1(new float[3], 0).of(new float[4], new float[4]));
    }
}
