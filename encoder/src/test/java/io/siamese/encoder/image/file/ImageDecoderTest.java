package io.siamese.encoder.image.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import io.siamese.encoder.image.ImageLimits;
import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.image.png.TestPng;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits and damage. What the pixels are is tested with each format. */
class ImageDecoderTest {
    private static final byte[] PNG = png(20, 20);

    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());

    private static byte[] png(int width, int height) {
        int[][] samples = new int[height][width];
        new SplittableRandom(1).ints(width, 0, 256).forEach(x -> samples[x % height][x % width] = x);
        return new TestPng()
                .header(width, height, 8, 0, false)
                .chunk("IDAT", TestPng.data(samples, 1, 8, false))
                .end();
    }

    private String reason(byte[] bytes) {
        return catchThrowableOfType(UnreadableImageException.class, () -> decoder.decode(bytes))
                .reason();
    }

    private static long allocatedBy(Runnable code) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        code.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void refusesNothing() {
        assertThat(reason(new byte[0])).isEqualTo("EMPTY_IMAGE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "BM bitmap", "\u0000\u0000\u0000\u0000", "<svg xmlns='http://www.w3.org/2000/svg'/>"})
    void refusesOtherFormats(String start) {
        assertThat(reason(start.getBytes(StandardCharsets.UTF_8))).isEqualTo("UNSUPPORTED_FORMAT");
    }

    @Test
    void refusesMoreBytesThanAllowed() throws Exception {
        ImageDecoder exact = new ImageDecoder(new ImageLimits(PNG.length, 400));
        ImageDecoder oneLess = new ImageDecoder(new ImageLimits(PNG.length - 1, 400));

        assertThat(exact.decode(PNG).width()).isEqualTo(20);
        assertThat(catchThrowableOfType(UnreadableImageException.class, () -> oneLess.decode(PNG))
                        .reason())
                .isEqualTo("IMAGE_TOO_LARGE");
    }

    @Test
    void refusesMorePixelsThanAllowed() {
        ImageDecoder oneLess = new ImageDecoder(new ImageLimits(1 << 20, 399));

        assertThat(catchThrowableOfType(UnreadableImageException.class, () -> oneLess.decode(PNG))
                        .reason())
                .isEqualTo("IMAGE_TOO_LARGE");
    }

    @ParameterizedTest(name = "{0} x {1} is refused before a pixel is allocated")
    @CsvSource({"2147483647, 2147483647", "65536, 65536", "50000, 50000", "4097, 4096", "2147483647, 1"})
    void allocatesNothingForAHugePng(int width, int height) {
        // Given
        byte[] png = new TestPng()
                .header(width, height, 16, 6, true)
                .chunk("IDAT", TestPng.deflate(new byte[1000]))
                .end();
        reason(png);

        // When
        long bytes = allocatedBy(() -> assertThat(reason(png)).isEqualTo("IMAGE_TOO_LARGE"));

        // Then
        assertThat(bytes).isLessThan(1 << 20);
    }

    @ParameterizedTest(name = "{0} x {1} is {2}")
    @CsvSource({"1, 1, IMAGE_TOO_SMALL", "7, 100, IMAGE_TOO_SMALL", "100, 7, IMAGE_TOO_SMALL"})
    void refusesImagesThatHoldNoShape(int width, int height, String reason) {
        assertThat(reason(png(width, height))).isEqualTo(reason);
    }

    @Test
    void readsTheSmallestImage() throws Exception {
        assertThat(decoder.decode(png(8, 8)).luma()).hasSize(64);
    }

    @Test
    void leavesCompressedProfilesAndTextAlone() throws Exception {
        // Given
        byte[] bomb = TestPng.deflate(new byte[200 << 20]);
        byte[] profile = new byte[bomb.length + 3];
        profile[0] = 'p';
        System.arraycopy(bomb, 0, profile, 3, bomb.length);
        byte[] png = new TestPng()
                .header(20, 20, 8, 0, false)
                .chunk("iCCP", profile)
                .chunk("zTXt", profile)
                .chunk("IDAT", TestPng.data(new int[20][20], 1, 8, false))
                .end();

        // When
        long bytes = allocatedBy(() -> decode(png));

        // Then
        assertThat(bytes).isLessThan(1 << 20);
    }

    @Test
    void inflatesNoMoreThanThePixelsNeed() {
        // Given
        byte[] png = new TestPng()
                .header(20, 20, 8, 0, false)
                .chunk("IDAT", TestPng.deflate(new byte[200 << 20]))
                .end();

        // When
        long bytes = allocatedBy(() -> decode(png));

        // Then
        assertThat(bytes).isLessThan(1 << 20);
    }

    private void decode(byte[] png) {
        try {
            assertThat(decoder.decode(png).luma()).containsOnly(0);
        } catch (UnreadableImageException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void refusesATruncatedPngAtAnyLength() {
        for (int length = 8; length < PNG.length; length++) {
            assertThat(reason(Arrays.copyOf(PNG, length)))
                    .as("cut to %d", length)
                    .isEqualTo("CORRUPT_IMAGE");
        }
    }

    @Test
    void refusesAPngWithAnyByteChanged() {
        for (int at = 8; at < PNG.length; at++) {
            byte[] damaged = PNG.clone();
            damaged[at] ^= 0x10;
            assertThat(reason(damaged)).as("byte %d", at).isEqualTo("CORRUPT_IMAGE");
        }
    }

    @ParameterizedTest(name = "{0} bits of colour type {1}")
    @CsvSource({"3, 0", "16, 3", "4, 2", "8, 1", "8, 7", "0, 0"})
    void refusesHeadersThatTheFormatDoesNotAllow(int depth, int colourType) {
        byte[] png = new TestPng().header(20, 20, depth, colourType, false).end();

        assertThat(reason(png)).isEqualTo("CORRUPT_IMAGE");
    }

    @Test
    void refusesAPixelOutsideItsPalette() {
        byte[] png = new TestPng()
                .header(20, 20, 8, 3, false)
                .chunk("PLTE", new byte[3])
                .chunk("IDAT", TestPng.deflate(samplesOf(1)))
                .end();

        assertThat(reason(png)).isEqualTo("CORRUPT_IMAGE");
    }

    private static byte[] samplesOf(int value) {
        byte[] rows = new byte[20 * 21];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (byte) (i % 21 == 0 ? 0 : value);
        }
        return rows;
    }

    @Test
    void refusesUnknownFiltersMissingDataAndUnknownCriticalChunks() {
        TestPng filter = new TestPng().header(20, 20, 8, 0, false);
        byte[] rows = new byte[20 * 21];
        rows[21] = 5;

        assertThat(reason(filter.chunk("IDAT", TestPng.deflate(rows)).end())).isEqualTo("CORRUPT_IMAGE");
        assertThat(reason(new TestPng().header(20, 20, 8, 0, false).end())).isEqualTo("CORRUPT_IMAGE");
        assertThat(reason(new TestPng()
                        .header(20, 20, 8, 0, false)
                        .chunk("IDAT", new byte[100])
                        .end()))
                .isEqualTo("CORRUPT_IMAGE");
        assertThat(reason(new TestPng()
                        .header(20, 20, 8, 0, false)
                        .chunk("NEWX", new byte[1])
                        .chunk("IDAT", TestPng.data(new int[20][20], 1, 8, false))
                        .end()))
                .isEqualTo("CORRUPT_IMAGE");
        assertThat(reason(new TestPng().chunk("IDAT", new byte[1]).end())).isEqualTo("CORRUPT_IMAGE");
        assertThat(reason(new TestPng().end())).isEqualTo("CORRUPT_IMAGE");
    }

    @Test
    void saysWhyInWords() {
        assertThat(catchThrowableOfType(UnreadableImageException.class, () -> decoder.decode(new byte[0])))
                .hasMessage("EMPTY_IMAGE: no bytes");
    }
}
