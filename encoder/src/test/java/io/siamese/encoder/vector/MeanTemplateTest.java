package io.siamese.encoder.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MeanTemplateTest {

    @Test
    void ofUnitVectorsItHasUnitLength() {
        // Given
        MeanTemplate mean = new MeanTemplate(Similarity.cosine(), 2);

        // When
        mean.add(new float[] {1, 0});
        mean.add(new float[] {0.6f, 0.8f});

        // Then: (1.6, 0.8) / √3.2
        assertThat(mean.count()).isEqualTo(2);
        assertThat(mean.numbers()).containsExactly(new float[] {0.8944272f, 0.4472136f}, within(1e-6f));
    }

    @Test
    void ofAnyOtherSimilarityItIsTheArithmeticMean() {
        MeanTemplate mean = new MeanTemplate(Similarity.weightedL1(new float[] {1, 1}, 0), 2);
        mean.add(new float[] {1, 4});
        mean.add(new float[] {3, 8});
        assertThat(mean.numbers()).containsExactly(2, 6);
    }

    @Test
    void embeddingsThatCancelEachOtherOutHaveTheMeanZero() {
        MeanTemplate mean = new MeanTemplate(Similarity.cosine(), 2);
        mean.add(new float[] {1, 0});
        mean.add(new float[] {-1, 0});
        assertThat(mean.numbers()).containsExactly(0, 0);
    }

    @Test
    void theNextSubjectBeginsAtNothing() {
        MeanTemplate mean = new MeanTemplate(Similarity.cosine(), 2);
        mean.add(new float[] {1, 0});
        mean.clear();
        mean.add(new float[] {0, 1});
        assertThat(mean.count()).isOne();
        assertThat(mean.numbers()).containsExactly(0, 1);
    }
}
