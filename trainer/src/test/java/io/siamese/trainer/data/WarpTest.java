package io.siamese.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WarpTest {

    private static final Distortion IDENTITY = Distortion.dihedral(0);

    @Test
    void aNodeIsShiftedByItsOwnAmount() {
        // Given: node (1, 2) of the grid lies at u = 0, v = -0.25
        double[] x = new double[25];
        double[] y = new double[25];
        x[5 + 2] = 0.1;
        y[5 + 2] = -0.2;

        // When
        Warp warp = new Warp(IDENTITY, x, y);

        // Then
        assertThat(warp.x(0, -0.25)).isCloseTo(0.1, within(1e-12));
        assertThat(warp.y(0, -0.25)).isCloseTo(-0.45, within(1e-12));
        assertThat(warp.x(0.25, -0.25)).isEqualTo(0.25);
    }

    @Test
    void halfWayBetweenNodesAShiftIsHalf() {
        // Given
        double[] x = new double[25];
        x[5 + 2] = 0.1;

        // When
        Warp warp = new Warp(IDENTITY, x, new double[25]);

        // Then
        assertThat(warp.x(0.125, -0.25)).isCloseTo(0.125 + 0.05, within(1e-12));
        assertThat(warp.x(0.125, -0.125)).isCloseTo(0.125 + 0.025, within(1e-12));
        assertThat(warp.y(0.125, -0.125)).isEqualTo(-0.125);
    }

    @Test
    void drawnShiftsStayWithinTheirBoundUpToTheEdges() {
        // Given
        SplittableRandom random = new SplittableRandom(3);

        for (int i = 0; i < 100; i++) {
            // When
            Warp warp = Warp.draw(IDENTITY, 0.03, random);

            // Then
            for (double u : new double[] {-0.5, -0.31, 0, 0.49, 0.5}) {
                assertThat(warp.x(u, -u) - u).isBetween(-0.03, 0.03);
                assertThat(warp.y(u, -u) + u).isBetween(-0.03, 0.03);
            }
        }
    }

    @Test
    void refusesAnotherGrid() {
        assertThatThrownBy(() -> new Warp(IDENTITY, new double[16], new double[25]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("25 shifts of each axis, got 16 and 25");
    }
}
