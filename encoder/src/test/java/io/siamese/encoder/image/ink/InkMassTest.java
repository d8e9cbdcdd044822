package io.siamese.encoder.image.ink;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.encoder.image.GrayImage;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InkMassTest {
    private static final int CELLS = 23;
    /** Of images of all sizes, one after the other. */
    private static final InkScratch SCRATCH = new InkScratch();

    @ParameterizedTest
    @CsvSource({"1, 2", "1, 9", "7, 8", "8, 7", "9, 3", "16, 2", "63, 64", "105, 105", "210, 17", "300, 255"})
    void bitsAreSampledAsTheirGreyPixelsAre(int width, int height) {
        SplittableRandom random = new SplittableRandom(width * 1000L + height);
        for (int i = 0; i < 200; i++) {
            GrayImage image = image(width, height, random);
            boolean lightIsInk = random.nextBoolean();
            int blur = random.nextInt(2);
            double window = random.nextDouble() * 3 * Math.max(width, height);

            InkMass bits = BilevelMass.measure(image.bilevel(), lightIsInk, blur, SCRATCH);
            InkMass grey = GreyMass.measure(image, levels(lightIsInk), blur);

            assertThat(bits.radius()).isEqualTo(grey.radius());
            assertThat(bits.sampleWindow(window, CELLS)).isEqualTo(grey.sampleWindow(window, CELLS));
            double x = (random.nextDouble() - 0.5) * 2 * width;
            double y = (random.nextDouble() - 0.5) * 2 * height;
            assertThat(bits.inkAtPoint(x, y)).isEqualTo(grey.inkAtPoint(x, y));
        }
    }

    /** Ground with strokes in it, some images thin, some dense; a pixel of each colour. */
    private static GrayImage image(int width, int height, SplittableRandom random) {
        byte[] luma = new byte[width * height];
        double dense = random.nextDouble();
        for (int i = 0; i < luma.length; i++) {
            luma[i] = (byte) (random.nextDouble() < dense * dense ? 255 : 0);
        }
        int light = random.nextInt(luma.length);
        luma[light] = (byte) 255;
        luma[(light + 1) % luma.length] = 0;
        return GrayImage.of(width, height, luma);
    }

    private static int[] levels(boolean lightIsInk) {
        int[] levels = new int[256];
        levels[lightIsInk ? 255 : 0] = 255;
        return levels;
    }
}
