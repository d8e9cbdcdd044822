package io.siamese.encoder.image.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.encoder.image.FileReading;
import io.siamese.encoder.image.ImageLimits;
import io.siamese.encoder.image.OrientationRule;
import io.siamese.encoder.image.Transparency;
import io.siamese.encoder.image.png.TestPng;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bound on passes is a bound on time: no image costs more than so many plain ones of the largest size. */
@Tag("long")
class TimeBoundTest {
    private static final int SIDE = 4096;
    /** Nanoseconds. */
    private static final long LONG = 5_000_000_000L;

    private final ImageDecoder decoder = new ImageDecoder(
            ImageLimits.defaults(), new FileReading(OrientationRule.EXIF, Transparency.INK_DECIDES, true));

    /**
     * The least of four times, or of two where those take long, of each file: in the first, the JIT still compiles. The files take
     * turns, since a shared machine may be slow for seconds.
     */
    private double ratioOfLeast(byte[] file, byte[] plain) throws Exception {
        double leastOfFile = Double.MAX_VALUE;
        double leastOfPlain = Double.MAX_VALUE;
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int i = 0; i < 4 && (i < 2 || before(start + LONG)); i++) {
            leastOfFile = Math.min(leastOfFile, cpuOf(file));
            leastOfPlain = Math.min(leastOfPlain, cpuOf(plain));
        }
        return leastOfFile / leastOfPlain;
    }

    private double cpuOf(byte[] file) throws Exception {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        decoder.decode(file);
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
    }

    private static boolean before(long cpuTime) {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() < cpuTime;
    }

    private static BufferedImage gradient(int type) {
        BufferedImage image = new BufferedImage(SIDE, SIDE, type);
        int[] row = new int[SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                row[x] = (y / 32 & 0xFF) << 24 | x / 64 << 16 | y / 16 << 8 | y / 16 & 0xFF;
            }
            image.setRGB(0, y, SIDE, 1, row, 0, SIDE);
        }
        return image;
    }

    private static byte[] written(String format, int type) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(gradient(type), format, out)).isTrue();
        return out.toByteArray();
    }

    /** A plain colour JPEG of the largest size. */
    private static byte[] plain() throws IOException {
        return written("jpeg", BufferedImage.TYPE_INT_RGB);
    }

    /** The first scans of a file that has 64 of them over 4096 × 4096 pixels. */
    private static byte[] scans(String file, int count) {
        byte[] many = TestFiles.read(file);
        int at = 0;
        for (int seen = 0; seen <= count; at++) {
            if (many[at] == -1 && (many[at + 1] & 0xFF) == 0xDA) {
                seen++;
            }
        }
        byte[] some = Arrays.copyOf(many, at + 1);
        some[at - 1] = (byte) 0xFF;
        some[at] = (byte) 0xD9;
        return some;
    }

    /**
     * Samples that could be of a sensor of 12 bits, so that all are read before the first is rounded, for two grounds. Sides
     * are the longest that are allowed.
     */
    private static byte[] blackPng(int colourType, int filter, int side) {
        int rowBytes = (colourType == 6 ? 8 : 6) * side + 1;
        byte[] rows = new byte[side * rowBytes];
        for (int at = 0; at < rows.length; at += rowBytes) {
            rows[at] = (byte) filter;
        }
        return new TestPng()
                .header(side, side, 16, colourType, false)
                .chunk("tRNS", new byte[] {0, 1, 0, 1, 0, 1})
                .chunk("IDAT", TestPng.deflate(rows))
                .end();
    }

    private static byte[] deadly(String kind) throws IOException {
        return switch (kind) {
            case "progressive JPEG, flat" -> scans("b1-progressive-grey-64-scans.jpg", ImageLimits.MAX_PASSES);
            case "progressive JPEG, colour" -> scans("b4-progressive-colour-64.jpg", 48);
            case "progressive JPEG, dense" -> DenseJpeg.ofScans(45);
            case "PNG of 16 bits with alpha" -> blackPng(6, 0, 3663);
            case "PNG of 16 bits with alpha, predicted by Paeth" -> blackPng(6, 4, 3663);
            case "PNG of 16 bits with a transparent colour" -> blackPng(2, 4, SIDE);
            case "PNG with alpha" -> written("png", BufferedImage.TYPE_INT_ARGB);
            case "GIF" -> written("gif", BufferedImage.TYPE_BYTE_INDEXED);
            case "WebP with alpha" -> TestFiles.read("w4096-alpha.webp");
            default -> throw new IllegalArgumentException(kind);
        };
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "progressive JPEG, flat",
                "progressive JPEG, colour",
                "progressive JPEG, dense",
                "PNG with alpha",
                "PNG of 16 bits with alpha",
                "PNG of 16 bits with alpha, predicted by Paeth",
                "PNG of 16 bits with a transparent colour",
                "GIF",
                "WebP with alpha"
            })
    void theWorstAllowedImageCostsNoMoreThanItsEstimateOfPlainOnes(String kind) throws Exception {
        // Given
        byte[] worst = deadly(kind);
        byte[] plain = plain();

        // When
        double ratio = ratioOfLeast(worst, plain);
        double estimated = (double) decoder.estimateWork(worst) / decoder.estimateWork(plain);

        // Then
        assertThat(ratio).isLessThan(ImageLimits.MAX_PASSES);
        assertThat(ratio).as("of an estimate of %s", estimated).isBetween(0.0, 1.5 * estimated);
    }

    @ParameterizedTest(name = "{0} of {1} scans")
    @CsvSource({"b1-progressive-grey-64-scans.jpg, 16", "b4-progressive-colour-64.jpg, 48"})
    void refusesOneScanMoreThanTheBoundAllows(String file, int most) {
        assertThat(decoder.estimateWork(scans(file, most))).isPositive();
        assertThat(decoder.estimateWork(scans(file, most + 1))).isZero();
    }
}
