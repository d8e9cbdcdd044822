package io.siamese.trainer.eval;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ErrorCellsTest {

    @Test
    void weighsEachComparisonByItsClassesAndItsDrawer() {
        // Given: drawer 0 errs once in two comparisons of classes 0 and 1, drawer 2 never in one of classes 1 and 2
        ErrorCells cells = ErrorCells.of(new long[] {
            ErrorCells.key(1, 2, 2, false), ErrorCells.key(0, 1, 0, true), ErrorCells.key(0, 1, 0, false)
        });

        // When
        double once = cells.rate(new Bootstrap.Weights(new int[] {1, 1, 1}, new int[] {1, 1, 1}));
        double drawnAgain = cells.rate(new Bootstrap.Weights(new int[] {1, 2, 1}, new int[] {3, 0, 1}));

        // Then: weights 2 · 3 of two comparisons, one of them wrong, and 2 · 1 of one
        assertThat(once).isEqualTo(1.0 / 3);
        assertThat(drawnAgain).isEqualTo(6.0 / (12 + 2));
    }

    @Test
    void largeIndicesKeepApart() {
        ErrorCells cells = ErrorCells.of(new long[] {ErrorCells.key(2_000, 3_000, 999, true)});
        int[] classes = new int[3_001];
        classes[2_000] = 1;
        classes[3_000] = 1;
        int[] drawers = new int[1_000];
        drawers[999] = 1;
        assertThat(cells.rate(new Bootstrap.Weights(classes, drawers))).isEqualTo(1);
    }
}
