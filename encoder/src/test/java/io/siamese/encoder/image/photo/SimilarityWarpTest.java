package io.siamese.encoder.image.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.siamese.encoder.image.GrayImage;
import io.siamese.encoder.image.PictureRegion.Landmark;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimilarityWarpTest {
    private static final List<Landmark> REFERENCES = List.of(
            new Landmark(38.295, 51.696),
            new Landmark(73.532, 51.501),
            new Landmark(56.025, 71.737),
            new Landmark(41.549, 92.366),
            new Landmark(70.73, 92.204));

    private static double squares(SimilarityWarp warp, List<Landmark> points) {
        double sum = 0;
        for (int i = 0; i < points.size(); i++) {
            Landmark point = points.get(i);
            double x = warp.a() * point.x()
                    - warp.b() * point.y()
                    + warp.tx()
                    - REFERENCES.get(i).x();
            double y = warp.b() * point.x()
                    + warp.a() * point.y()
                    + warp.ty()
                    - REFERENCES.get(i).y();
            sum += x * x + y * y;
        }
        return sum;
    }

    @Test
    void findsTheTurnTheScaleAndThePlaceExactly() throws Exception {
        // Given: the references at three times the size, turned by 90 degrees and moved
        List<Landmark> points = REFERENCES.stream()
                .map(point -> new Landmark(-3 * point.y() + 400, 3 * point.x() + 10))
                .toList();

        // When
        SimilarityWarp warp = SimilarityWarp.fit(points, REFERENCES);

        // Then
        assertThat(warp.a()).isCloseTo(0, within(1e-12));
        assertThat(warp.b()).isCloseTo(-1.0 / 3, within(1e-12));
        assertThat(squares(warp, points)).isCloseTo(0, within(1e-18));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noOtherSimilarityComesNearer(long seed) throws Exception {
        // Given
        Random random = new Random(seed);
        List<Landmark> points = REFERENCES.stream()
                .map(point -> new Landmark(
                        4 * point.x() + 20 * random.nextGaussian(), 4 * point.y() + 20 * random.nextGaussian()))
                .toList();

        // When
        SimilarityWarp best = SimilarityWarp.fit(points, REFERENCES);

        // Then
        for (int i = 0; i < 200; i++) {
            SimilarityWarp other = new SimilarityWarp(
                    best.a() + 0.003 * random.nextGaussian(),
                    best.b() + 0.003 * random.nextGaussian(),
                    best.tx() + random.nextGaussian(),
                    best.ty() + random.nextGaussian());
            assertThat(squares(other, points)).isGreaterThan(squares(best, points));
        }
    }

    @Test
    void leavesAPictureAloneWhosePointsLieWhereTheyShould() throws Exception {
        // Given
        byte[] luma = new byte[112 * 112];
        new Random(3).nextBytes(luma);
        GrayImage picture = GrayImage.of(112, 112, luma);

        // When
        GrayImage warped = SimilarityWarp.fit(REFERENCES, REFERENCES).apply(picture, 112, 112);

        // Then
        assertThat(warped.luma()).isEqualTo(luma);
    }

    @Test
    void averagesWhatItMakesSmallerAndShowsNothingBesideThePicture() throws Exception {
        // Given: lines of one pixel, which sampling alone would make black, white or a moire
        int side = 400;
        byte[] luma = new byte[side * side];
        for (int i = 0; i < luma.length; i++) {
            luma[i] = (byte) (i % 2 == 0 ? 255 : 0);
        }
        SimilarityWarp warp = new SimilarityWarp(0.1, 0, 0, 0);

        // When
        GrayImage warped = warp.apply(GrayImage.of(side, side, luma), 60, 60);

        // Then
        assertThat(warped.at(20, 20)).isBetween(127, 128);
        assertThat(warped.at(50, 20)).isZero();
        assertThat(warped.at(20, 50)).isZero();
    }

    @Test
    void refusesPointsThatSayNothing() {
        Landmark here = new Landmark(10, 10);
        assertThatThrownBy(() -> SimilarityWarp.fit(List.of(here, here, here, here, here), REFERENCES))
                .hasMessageContaining("MALFORMED_POINTS");
        assertThatThrownBy(() -> SimilarityWarp.fit(List.of(here, new Landmark(20, 10)), REFERENCES))
                .hasMessage("WRONG_POINTS: 2 points, the encoder aligns by 5");
        List<Landmark> apart = REFERENCES.stream()
                .map(point -> new Landmark(1e6 * point.x(), 1e6 * point.y()))
                .toList();
        assertThatThrownBy(
                        () -> SimilarityWarp.fit(apart, REFERENCES).apply(GrayImage.of(8, 8, new byte[64]), 112, 112))
                .hasMessageContaining("MALFORMED_POINTS");
    }
}
