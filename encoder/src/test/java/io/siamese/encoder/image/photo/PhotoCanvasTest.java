package io.siamese.encoder.image.photo;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.encoder.image.ImageLimits;
import io.siamese.encoder.image.PhotoResize;
import io.siamese.encoder.image.Preprocessing;
import io.siamese.encoder.image.WindowMap;
import io.siamese.encoder.image.file.ImageDecoder;
import io.siamese.encoder.image.prepare.Preprocessors;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhotoCanvasTest {

    private static final ImageLimits LIMITS = ImageLimits.defaults();
    private static final WindowMap IDENTITY = map(1, 0);

    @ParameterizedTest(name = "{0} channels, {1} x {2}, {3}")
    @CsvSource({"3, 90, 60, CENTRE_CROP", "3, 64, 64, STRETCH", "1, 50, 81, CENTRE_CROP", "1, 200, 120, STRETCH"})
    void theIdentityShowsWhatThePreprocessorGives(int channels, int width, int height, PhotoResize.Fit fit)
            throws Exception {
        // Given
        PhotoResize settings = Preprocessing.photo(channels, 16, 24, fit);
        byte[] image = gradient(width, height);

        // When
        byte[] seen =
                PhotoCanvas.prepare(new ImageDecoder(LIMITS), image, settings).sample(IDENTITY);

        // Then: rounded twice instead of once
        byte[] plain = Preprocessors.create(settings, LIMITS).apply(image);
        assertThat(seen).hasSameSizeAs(plain);
        for (int i = 0; i < plain.length; i++) {
            assertThat(Math.abs((seen[i] & 0xFF) - (plain[i] & 0xFF))).isLessThanOrEqualTo(1);
        }
    }

    @ParameterizedTest(name = "{0} x {1}")
    @CsvSource({"640, 480", "1200, 900", "3000, 2000"})
    void theIdentityShowsWhatThePreprocessorGivesOfAReducedPicture(int width, int height) throws Exception {
        // Given
        PhotoResize whole = Preprocessing.photo(3, 96, 96, PhotoResize.Fit.CENTRE_CROP);
        PhotoResize reduced = new PhotoResize(
                whole.version(), 3, 96, 96, whole.fit(), 0, null, null, null, PhotoResize.Decoding.REDUCED);
        byte[] image = texture(width, height);

        // When
        byte[] seen =
                PhotoCanvas.prepare(new ImageDecoder(LIMITS), image, reduced).sample(IDENTITY);

        // Then: rounded twice instead of once
        byte[] served = Preprocessors.create(reduced, LIMITS).apply(image);
        assertThat(seen).hasSameSizeAs(served);
        for (int i = 0; i < served.length; i++) {
            assertThat(Math.abs((seen[i] & 0xFF) - (served[i] & 0xFF))).isLessThanOrEqualTo(1);
        }
    }

    /** A JPEG of smooth shapes, as photographs have them, and of noise, as cameras add it. */
    private static byte[] texture(int width, int height) throws IOException {
        Random random = new Random(7);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double wave = Math.sin(25.0 * x / width) * Math.cos(31.0 * y / height + 9.0 * x / width);
                int light = (int) (128 + 80 * wave + 12 * random.nextGaussian());
                int clamped = Math.max(0, Math.min(255, light));
                image.setRGB(x, y, clamped << 16 | (255 - clamped) << 8 | clamped / 2);
            }
        }
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", jpeg);
        return jpeg.toByteArray();
    }

    @Test
    void aMirrorTurnsEveryRowRound() throws Exception {
        // Given
        PhotoResize settings = Preprocessing.photo(3, 16, 16, PhotoResize.Fit.STRETCH);
        PhotoCanvas canvas = PhotoCanvas.prepare(new ImageDecoder(LIMITS), gradient(64, 64), settings);

        // When
        byte[] plain = canvas.sample(IDENTITY);
        byte[] mirrored = canvas.sample(map(-1, 0));

        // Then
        for (int row = 0; row < 3 * 16; row++) {
            for (int column = 0; column < 16; column++) {
                assertThat(mirrored[row * 16 + column]).isEqualTo(plain[row * 16 + 15 - column]);
            }
        }
    }

    @Test
    void beyondTheEdgeTheEdgeGoesOn() throws Exception {
        // Given
        PhotoResize settings = Preprocessing.photo(1, 16, 16, PhotoResize.Fit.STRETCH);
        PhotoCanvas canvas = PhotoCanvas.prepare(new ImageDecoder(LIMITS), gradient(64, 64), settings);

        // When: seen a whole window further right
        byte[] shifted = canvas.sample(map(1, 1));

        // Then
        byte[] plain = canvas.sample(IDENTITY);
        for (int column = 0; column < 16; column++) {
            assertThat((shifted[column] & 0xFF) - (plain[15] & 0xFF)).isBetween(0, 4);
        }
    }

    private static WindowMap map(double factor, double shift) {
        return new WindowMap() {
            @Override
            public double x(double u, double v) {
                return factor * u + shift;
            }

            @Override
            public double y(double u, double v) {
                return v;
            }
        };
    }

    /** Red rises to the right, green downwards, blue with both. */
    private static byte[] gradient(int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int red = 200 * x / width;
                int green = 200 * y / height;
                image.setRGB(x, y, red << 16 | green << 8 | (red + green) / 2);
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }
}
