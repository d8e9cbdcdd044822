package io.siamese.acceptance.contract;

import io.siamese.encoder.image.FileReading;
import io.siamese.encoder.image.ImageLimits;
import io.siamese.encoder.image.OrientationRule;
import io.siamese.encoder.image.Transparency;
import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.image.file.ImageDecoder;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import javax.imageio.ImageIO;

/** Measures the CPU time that decoding takes, in baseline JPEGs of the largest size: docs/events.md bounds it in these. */
final class DecodingCost {
    private static final int SIDE = 4096;
    private static final int ATTEMPTS = 4;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final ImageDecoder decoder = new ImageDecoder(
            ImageLimits.defaults(), new FileReading(OrientationRule.EXIF, Transparency.INK_DECIDES, true));
    private final double plain = leastNanos(plainJpeg());

    /** The cost of a file, whether it can be read or not. What seems too much is measured again, for the JIT compiles too. */
    double inPlainImages(byte[] file, double most) {
        double once = nanos(file) / plain;
        return once < most ? once : leastNanos(file) / plain;
    }

    private double leastNanos(byte[] file) {
        double least = Double.MAX_VALUE;
        for (int i = 0; i < ATTEMPTS; i++) {
            least = Math.min(least, nanos(file));
        }
        return least;
    }

    private long nanos(byte[] file) {
        long start = threads.getCurrentThreadCpuTime();
        try {
            decoder.decode(file);
        } catch (UnreadableImageException e) {
            // Refusing has its cost too.
            return threads.getCurrentThreadCpuTime() - start;
        }
        return threads.getCurrentThreadCpuTime() - start;
    }

    private static byte[] plainJpeg() {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        int[] row = new int[SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                row[x] = x / 64 << 16 | y / 16 << 8 | y / 16 & 0xFF;
            }
            image.setRGB(0, y, SIDE, 1, row, 0, SIDE);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpeg", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
