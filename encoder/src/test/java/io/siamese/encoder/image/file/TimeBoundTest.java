package io.siamese.encoder.image.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.encoder.image.ImageLimits;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** The bound on passes is a bound on time. */
class TimeBoundTest {
    private static final int SIDE = 4096;

    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());

    private long cpuOf(byte[] file) throws Exception {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            decoder.decode(file);
            least = Math.min(least, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before);
        }
        return least;
    }

    /** A plain grey JPEG of the largest size. */
    private static byte[] baseline() throws Exception {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                image.getRaster().setSample(x, y, 0, x / 16 + y / 16 & 0xFF);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", out);
        return out.toByteArray();
    }

    /** The first scans of a file that has 64 of them over 4096 × 4096 pixels. */
    private static byte[] scans(int count) {
        byte[] many = TestFiles.read("b1-progressive-grey-64-scans.jpg");
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

    @Test
    void theWorstAllowedImageCostsNoMoreThanSixteenPlainOnes() throws Exception {
        // Given
        byte[] worst = scans(ImageLimits.MAX_PASSES);
        byte[] plain = baseline();

        // When // Then
        assertThat(decoder.estimateWork(worst)).isEqualTo(ImageLimits.defaults().maxWork());
        assertThat(decoder.estimateWork(scans(ImageLimits.MAX_PASSES + 1))).isZero();
        assertThat(cpuOf(worst)).isLessThan(ImageLimits.MAX_PASSES * cpuOf(plain));
    }
}
