package io.siamese.encoder.image.imageio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.siamese.encoder.image.ImageLimits;
import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.image.file.ImageDecoder;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Strips whose lengths are right are read, and strips that are too short are lost pixels. */
class TiffStripsTest {
    private static final int WIDTH = 31;
    private static final int HEIGHT = 47;
    private static final int ROWS_PER_STRIP = 278;
    private static final byte[] PIXELS = pixels();

    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());

    private static byte[] pixels() {
        byte[] pixels = new byte[WIDTH * HEIGHT];
        new SplittableRandom(3).nextBytes(pixels);
        return pixels;
    }

    private static byte[] rows(int from, int to) {
        return Arrays.copyOfRange(PIXELS, from * WIDTH, to * WIDTH);
    }

    private String reason(byte[] file) {
        return catchThrowableOfType(UnreadableImageException.class, () -> decoder.decode(file))
                .reason();
    }

    @ParameterizedTest(name = "{0} rows a strip")
    @ValueSource(ints = {1, 10, 46, 47})
    void readsALastStripOfFewerRows(int most) throws Exception {
        // Given
        byte[][] strips = new byte[(HEIGHT + most - 1) / most][];
        Arrays.setAll(strips, i -> rows(i * most, Math.min(HEIGHT, (i + 1) * most)));

        // When
        byte[] file = new TestTiff(WIDTH, HEIGHT).with(ROWS_PER_STRIP, most).strips(strips);

        // Then
        assertThat(decoder.decode(file).luma()).isEqualTo(PIXELS);
    }

    @ParameterizedTest(name = "{0} rows a strip")
    @ValueSource(ints = {48, 65_535, Integer.MAX_VALUE, -1})
    void readsOneStripThatCouldHoldMoreRows(int most) throws Exception {
        byte[] file = new TestTiff(WIDTH, HEIGHT).with(ROWS_PER_STRIP, most).strips(PIXELS);

        assertThat(decoder.decode(file).luma()).isEqualTo(PIXELS);
    }

    @Test
    void refusesStripsThatAreTooShort() {
        TestTiff tiff = new TestTiff(WIDTH, HEIGHT).with(ROWS_PER_STRIP, 40);

        byte[] first = tiff.strips(new int[] {40 * WIDTH - 1, 7 * WIDTH}, rows(0, 40), rows(40, 47));
        byte[] last = tiff.strips(new int[] {40 * WIDTH, 7 * WIDTH - 1}, rows(0, 40), rows(40, 47));
        byte[] missing = tiff.strips(rows(0, 40));

        assertThat(reason(first)).isEqualTo("CORRUPT_IMAGE");
        assertThat(reason(last)).isEqualTo("CORRUPT_IMAGE");
        assertThat(reason(missing)).isEqualTo("CORRUPT_IMAGE");
    }

    @Test
    void readsStripsThatAreWholeJpegs() throws Exception {
        // Given
        byte[] first = jpeg(24);
        byte[] second = jpeg(23);

        // When
        byte[] file = new TestTiff(WIDTH, HEIGHT)
                .with(259, 7)
                .with(ROWS_PER_STRIP, 24)
                .strips(first, second);

        // Then
        byte[] seen = decoder.decode(file).luma();
        assertThat(Arrays.copyOf(seen, 24 * WIDTH))
                .isEqualTo(decoder.decode(first).luma());
        assertThat(Arrays.copyOfRange(seen, 24 * WIDTH, seen.length))
                .isEqualTo(decoder.decode(second).luma());
    }

    private static byte[] jpeg(int height) throws Exception {
        BufferedImage image = new BufferedImage(WIDTH, height, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setDataElements(0, 0, WIDTH, height, rows(0, height));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, "jpeg", out)).isTrue();
        return out.toByteArray();
    }
}
