package io.siamese.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against numbers worked by hand. */
class LossTest {

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void theSymmetricSoftmaxOfTwoOrthogonalPairs() {
        // Given: cosines are the identity, so each row's cross-entropy at scale 2 is ln(1 + e^-2)
        NDArray views = manager.create(new float[][] {{1, 0}, {0, 1}});

        // When
        float loss =
                new SymmetricSoftmax(2, 0).loss(views, views, new int[] {3, 5}).getFloat();

        // Then
        assertThat(loss).isCloseTo((float) Math.log1p(Math.exp(-2)), within(1e-6f));
    }

    @Test
    void theSymmetricSoftmaxIsTheMeanOfRowsAndColumns() {
        // Given: A Bᵀ = [[1, 0.6], [0, 0.8]]
        NDArray a = manager.create(new float[][] {{1, 0}, {0, 1}});
        NDArray b = manager.create(new float[][] {{1, 0}, {0.6f, 0.8f}});

        // When
        float loss = new SymmetricSoftmax(1, 0).loss(a, b, new int[] {1, 2}).getFloat();

        // Then: rows ln(1 + e^(0.6 - 1)), ln(1 + e^(0 - 0.8)); columns ln(1 + e^(0 - 1)), ln(1 + e^(0.6 - 0.8))
        double rows = Math.log1p(Math.exp(-0.4)) + Math.log1p(Math.exp(-0.8));
        double columns = Math.log1p(Math.exp(-1)) + Math.log1p(Math.exp(-0.2));
        assertThat(loss).isCloseTo((float) ((rows + columns) / 4), within(1e-6f));
    }

    @Test
    void aSecondRowOfTheSameClassIsNoNegative() {
        // Given
        NDArray views = manager.create(new float[][] {{1, 0}, {1, 0}, {0, 1}});

        // When
        float loss = new SymmetricSoftmax(2, 0)
                .loss(views, views, new int[] {4, 4, 9})
                .getFloat();

        // Then: the twins of class 4 see one negative each, the row of class 9 sees two
        double expected = (2 * Math.log1p(Math.exp(-2)) + Math.log1p(2 * Math.exp(-2))) / 3;
        assertThat(loss).isCloseTo((float) expected, within(1e-6f));
    }

    @Test
    void theMarginIsTakenOffTheCosineOfPartnersAlone() {
        // Given: orthogonal pairs at scale 2 and margin 0.25, so each row sees ln(1 + e^(2 (0 - 0.75)))
        NDArray views = manager.create(new float[][] {{1, 0}, {0, 1}});

        // When
        float loss = new SymmetricSoftmax(2, 0.25)
                .loss(views, views, new int[] {0, 1})
                .getFloat();

        // Then
        assertThat(loss).isCloseTo((float) Math.log1p(Math.exp(-1.5)), within(1e-6f));
    }
}
