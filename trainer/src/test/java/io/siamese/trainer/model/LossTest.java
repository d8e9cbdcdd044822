package io.siamese.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
        float loss = new SymmetricSoftmax(2, 0)
                .computeLoss(views, views, new int[] {3, 5})
                .getFloat();

        // Then
        assertThat(loss).isCloseTo((float) Math.log1p(Math.exp(-2)), within(1e-6f));
    }

    @Test
    void theSymmetricSoftmaxIsTheMeanOfRowsAndColumns() {
        // Given: A Bᵀ = [[1, 0.6], [0, 0.8]]
        NDArray a = manager.create(new float[][] {{1, 0}, {0, 1}});
        NDArray b = manager.create(new float[][] {{1, 0}, {0.6f, 0.8f}});

        // When
        float loss =
                new SymmetricSoftmax(1, 0).computeLoss(a, b, new int[] {1, 2}).getFloat();

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
                .computeLoss(views, views, new int[] {4, 4, 9})
                .getFloat();

        // Then: the twins of class 4 see one negative each, the row of class 9 sees two
        double expected = (2 * Math.log1p(Math.exp(-2)) + Math.log1p(2 * Math.exp(-2))) / 3;
        assertThat(loss).isCloseTo((float) expected, within(1e-6f));
    }

    @Test
    void thePooledSoftmaxComparesEachMatedPairWithAllNonMatedOnes() {
        // Given: A Bᵀ = [[1, 0.6], [0, 0.8]], so that the non-mated cosines are 0.6 and 0
        NDArray a = manager.create(new float[][] {{1, 0}, {0, 1}});
        NDArray b = manager.create(new float[][] {{1, 0}, {0.6f, 0.8f}});

        // When
        float loss =
                new PooledSoftmax(2, 0.25).computeLoss(a, b, new int[] {1, 2}).getFloat();

        // Then
        double others = (Math.exp(2 * 0.6) + 1) / 2;
        double expected = (Math.log1p(others / Math.exp(2 * 0.75)) + Math.log1p(others / Math.exp(2 * 0.55))) / 2;
        assertThat(loss).isCloseTo((float) expected, within(1e-6f));
    }

    @Test
    void theObjectiveMixesThePooledSoftmaxIn() {
        // Given
        NDArray a = manager.create(new float[][] {{1, 0}, {0, 1}});
        NDArray b = manager.create(new float[][] {{1, 0}, {0.6f, 0.8f}});
        int[] classes = {1, 2};

        // When
        float loss = new Objective(Objective.Loss.SOFTMAX, 14, 0.3, 0.25)
                .function()
                .computeLoss(a, b, classes)
                .getFloat();

        // Then
        float own = new SymmetricSoftmax(14, 0.3).computeLoss(a, b, classes).getFloat();
        float pooled = new PooledSoftmax(14, 0.3).computeLoss(a, b, classes).getFloat();
        assertThat(loss).isCloseTo(0.75f * own + 0.25f * pooled, within(1e-6f));
    }

    @Test
    void theMarginIsTakenOffTheCosineOfPartnersAlone() {
        // Given: orthogonal pairs at scale 2 and margin 0.25, so each row sees ln(1 + e^(2 (0 - 0.75)))
        NDArray views = manager.create(new float[][] {{1, 0}, {0, 1}});

        // When
        float loss = new SymmetricSoftmax(2, 0.25)
                .computeLoss(views, views, new int[] {0, 1})
                .getFloat();

        // Then
        assertThat(loss).isCloseTo((float) Math.log1p(Math.exp(-1.5)), within(1e-6f));
    }

    @Test
    void theContrastiveLossPullsPartnersAndPushesOthersToTheMargin() {
        // Given: D(a1, b1) = 0, D(a2, b2)² = 0.4, D(a1, b2)² = 0.8, D(a2, b1)² = 2, margin 1
        NDArray a = manager.create(new float[][] {{1, 0}, {0, 1}});
        NDArray b = manager.create(new float[][] {{1, 0}, {0.6f, 0.8f}});

        // When
        float loss = new ContrastiveLoss(1).computeLoss(a, b, new int[] {1, 2}).getFloat();

        // Then: mated ½ (0 + 0.4) / 2; non-mated ½ ((1 − √0.8)² + 0) / 2
        double expected = 0.5 * 0.4 / 2 + 0.5 * Math.pow(1 - Math.sqrt(0.8), 2) / 2;
        assertThat(loss).isCloseTo((float) expected, within(1e-5f));
    }

    @Test
    void theContrastiveLossCountsNoPairOfOneClassAsNonMated() {
        // Given: every cross pair is of one class and at distance 0
        NDArray views = manager.create(new float[][] {{1, 0}, {1, 0}});

        // When
        float loss = new ContrastiveLoss(1)
                .computeLoss(views, views, new int[] {3, 3})
                .getFloat();

        // Then
        assertThat(loss).isZero();
    }

    @Test
    void theTripletLossTakesTheNearestNegativeBeyondThePositive() {
        // Given: the anchor (1, 0) is at 0.4 from its partner (0.8, 0.6), at 0.08 from a closer stranger (too hard), at
        // 2
        // and at 4 from the others; at 2 is semi-hard
        NDArray a = manager.create(new float[][] {{1, 0}, {1, 0}, {1, 0}, {1, 0}});
        NDArray b = manager.create(new float[][] {{0.8f, 0.6f}, {0.96f, 0.28f}, {0, 1}, {-1, 0}});

        // When
        float loss = new SemiHardTriplets(2.5)
                .computeLoss(a, b, new int[] {0, 1, 2, 3})
                .getFloat();

        // Then, anchor by anchor: 0.4 − 2, 0.08 − 0.4, 2 − 4; the last has none beyond its partner at 4 and takes the
        // farthest there is, at 2
        double expected = (0.9 + (0.08 - 0.4 + 2.5) + 0.5 + (4 - 2 + 2.5)) / 4;
        assertThat(loss).isCloseTo((float) expected, within(1e-5f));
    }

    @Test
    void aTripletBeyondItsMarginCostsNothing() {
        // Given: 0 to the partner, 2 to the negative
        NDArray views = manager.create(new float[][] {{1, 0}, {0, 1}});

        // When
        float loss = new SemiHardTriplets(0.2)
                .computeLoss(views, views, new int[] {1, 2})
                .getFloat();

        // Then
        assertThat(loss).isZero();
    }

    @Test
    void prototypesAreTheMeansOfTheirSupport() {
        // Given: class 7 has the support (1, 0) and (0, 1), mean (½, ½); class 8 has (−1, 0)
        NDArray a = manager.create(new float[][] {{1, 0}, {0, 1}, {-1, 0}});
        NDArray b = manager.create(new float[][] {{1, 0}, {0, 1}, {0, 1}});

        // When
        float loss =
                new PrototypicalLoss(2).computeLoss(a, b, new int[] {7, 7, 8}).getFloat();

        // Then: squared distances to (½, ½) are ½ each; to (−1, 0) they are 4, 2, 2
        double first = Math.log1p(Math.exp(-2 * (4 - 0.5)));
        double second = Math.log1p(Math.exp(-2 * (2 - 0.5)));
        double third = Math.log1p(Math.exp(2 * (2 - 0.5)));
        assertThat(loss).isCloseTo((float) ((first + second + third) / 3), within(1e-5f));
    }

    @ParameterizedTest
    @EnumSource(Objective.Loss.class)
    void everyLossHasAFiniteGradientWhereViewsCoincide(Objective.Loss loss) {
        // Given
        PairedLoss function = new Objective(loss, 14, loss.defaultMargin()).function();
        NDArray views = manager.create(new float[][] {{1, 0}, {1, 0}, {0, 1}, {0.28f, 0.96f}});
        views.setRequiresGradient(true);

        // When
        try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            collector.backward(function.computeLoss(views, views.mul(1), new int[] {1, 2, 2, 3}));
        }

        // Then
        float[] gradient = views.getGradient().toFloatArray();
        for (float value : gradient) {
            assertThat(value).isFinite();
        }
        assertThat(gradient).isNotEqualTo(new float[8]);
    }
}
