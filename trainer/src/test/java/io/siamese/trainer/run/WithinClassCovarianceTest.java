package io.siamese.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** All expected numbers were worked out by hand. */
class WithinClassCovarianceTest {

    private static final Offset<Double> CLOSE = within(1e-9);

    private final WithinClassCovariance covariance = new WithinClassCovariance(2);

    @Test
    void aDirectionInWhichAClassDiffersIsMadeShorterAndTheOtherLonger() {
        // Given: the sum of squares is 8 along the first number, so its mean over both directions is 4
        covariance.addClass(new float[][] {{5, 1}, {1, 1}});

        // When
        double[] map = covariance.whiteningMap(0.5);

        // Then: 0.5 * 8 / 4 + 0.5 and 0.5
        assertMap(map, 1 / Math.sqrt(1.5), 0, 0, 1 / Math.sqrt(0.5));
    }

    @Test
    void directionsNeedNotBeThoseOfTheNumbers() {
        // Given: all differences lie along (1, 1)
        covariance.addClass(new float[][] {{1, 1}, {0, 0}});

        // When
        double[] map = covariance.whiteningMap(0.5);

        // Then: (1, 1) is multiplied by 1 / sqrt(1.5), and (1, -1) by 1 / sqrt(0.5)
        double along = 1 / Math.sqrt(1.5);
        double across = 1 / Math.sqrt(0.5);
        double own = (along + across) / 2;
        double other = (along - across) / 2;
        assertMap(map, own, other, other, own);
    }

    @Test
    void classesAddUpEachAroundItsOwnMean() {
        // Given: 2 along the first number of one class, 2 along the second of another that is far away
        covariance.addClass(new float[][] {{1, 0}, {-1, 0}});
        covariance.addClass(new float[][] {{100, 51}, {100, 49}});

        // Then: no direction stands out
        assertMap(covariance.whiteningMap(0.9), 1, 0, 0, 1);
    }

    @Test
    void itIsTheIdentityWhereNothingDiffersAndForAShareOfZero() {
        covariance.addClass(new float[][] {{3, 4}});
        assertMap(covariance.whiteningMap(0.5), 1, 0, 0, 1);

        covariance.addClass(new float[][] {{1, 0}, {-1, 0}});
        assertMap(covariance.whiteningMap(0), 1, 0, 0, 1);
    }

    private static void assertMap(double[] map, double... expected) {
        assertThat(map).containsExactly(expected, CLOSE);
    }
}
