package io.siamese.console.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PrincipalPlaneTest {

    @Test
    void findsTheTwoDirectionsOfTheGreatestSpread() {
        // Given points that spread by 3 along one axis, by 2 along another, and by 0.1 along the third
        Random random = new Random(1);
        List<float[]> points = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            points.add(new float[] {
                5 + (float) (0.1 * random.nextGaussian()),
                1 + (float) (3 * random.nextGaussian()),
                -2 + (float) (2 * random.nextGaussian())
            });
        }

        // When
        PrincipalPlane plane = PrincipalPlane.project(points);

        // Then
        assertThat(plane.shareX()).isCloseTo(9.0 / 13.01, within(0.06));
        assertThat(plane.shareY()).isCloseTo(4.0 / 13.01, within(0.06));
        double mean = points.stream().mapToDouble(point -> point[1]).average().orElseThrow();
        for (int i = 0; i < points.size(); i++) {
            assertThat(plane.points().get(i).x()).isCloseTo(points.get(i)[1] - mean, within(0.8));
        }
    }

    @Test
    void keepsTheDistancesOfPointsInAPlane() {
        // Given
        List<float[]> points = List.of(
                new float[] {0, 0, 1, 0}, new float[] {3, 0, 1, 0}, new float[] {3, 1, 1, 0}, new float[] {0, 1, 1, 0});

        // When
        PrincipalPlane plane = PrincipalPlane.project(points);

        // Then
        assertThat(plane.shareX() + plane.shareY()).isCloseTo(1, within(1e-9));
        for (int i = 0; i < points.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(distance(plane.points().get(i), plane.points().get(j)))
                        .isCloseTo(distance(points.get(i), points.get(j)), within(1e-6));
            }
        }
    }

    @Test
    void putsEqualEmbeddingsInOnePlace() {
        assertThat(PrincipalPlane.project(List.of(new float[] {1, 2}, new float[] {1, 2}))
                        .points())
                .containsExactly(new PrincipalPlane.Point(0, 0), new PrincipalPlane.Point(0, 0));
        assertThat(PrincipalPlane.project(List.of()).points()).isEmpty();
    }

    @Test
    void hasOneDirectionWhereThePointsLieOnALine() {
        // When
        PrincipalPlane plane =
                PrincipalPlane.project(List.of(new float[] {0, 0}, new float[] {1, 1}, new float[] {2, 2}));

        // Then
        assertThat(plane.shareX()).isCloseTo(1, within(1e-9));
        assertThat(plane.shareY()).isCloseTo(0, within(1e-9));
    }

    private static double distance(PrincipalPlane.Point a, PrincipalPlane.Point b) {
        return Math.hypot(a.x() - b.x(), a.y() - b.y());
    }

    private static double distance(float[] a, float[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += (a[j] - b[j]) * (a[j] - b[j]);
        }
        return Math.sqrt(sum);
    }
}
