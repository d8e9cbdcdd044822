package io.siamese.trainer.data.compound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.siamese.encoder.image.Preprocessing;
import io.siamese.trainer.data.DataSet;
import io.siamese.trainer.data.DrawnSource;
import io.siamese.trainer.data.Sample;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CompoundSampleTest {

    private static final int SIZE = 56;
    private static List<Sample> drawings = List.of();

    @BeforeAll
    static void readDrawings() throws IOException {
        drawings =
                DataSet.decode(new DrawnSource(1, 1, 20, 2).readClasses(), Preprocessing.ink(SIZE)).classes().stream()
                        .map(each -> each.samples().get(0))
                        .toList();
    }

    @Test
    void theWindowLiesAroundTheInkOfBoth() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 100; i++) {
            // Given
            Sample first = drawings.get(random.nextInt(drawings.size()));
            Sample second = drawings.get(random.nextInt(drawings.size()));

            // When
            Moments seen = Moments.measure(CompoundSample.join(first, second, CompoundLayout.draw(random))
                    .undistorted());

            // Then: ink that lies on ink counts twice in the window and once in the picture
            assertThat(seen.x).isCloseTo(0, within(0.05));
            assertThat(seen.y).isCloseTo(0, within(0.05));
            assertThat(seen.radius).isCloseTo(1 / 3.8, within(0.05));
        }
    }

    @Test
    void aDrawingOverItselfIsThatDrawing() {
        // Given
        Sample drawing = drawings.get(3);

        // When
        byte[] seen = CompoundSample.join(drawing, drawing, new CompoundLayout(0.7, 0.2, -0.1, 0.7, 0.2, -0.1))
                .undistorted();

        // Then
        byte[] alone = drawing.undistorted();
        for (int i = 0; i < seen.length; i++) {
            assertThat(seen[i] & 0xFF).isCloseTo(alone[i] & 0xFF, within(1));
        }
    }

    /** Centroid and RMS radius of ink, in shares of the window, from its middle. */
    private record Moments(double x, double y, double radius) {

        static Moments measure(byte[] ink) {
            double mass = 0;
            double x = 0;
            double y = 0;
            double square = 0;
            for (int i = 0; i < ink.length; i++) {
                double u = (i % SIZE + 0.5) / SIZE - 0.5;
                double v = (i / SIZE + 0.5) / SIZE - 0.5;
                mass += ink[i] & 0xFF;
                x += (ink[i] & 0xFF) * u;
                y += (ink[i] & 0xFF) * v;
                square += (ink[i] & 0xFF) * (u * u + v * v);
            }
            x /= mass;
            y /= mass;
            return new Moments(x, y, Math.sqrt(square / mass - x * x - y * y));
        }
    }
}
