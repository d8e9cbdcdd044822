package io.siamese.encoder.image.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.siamese.encoder.image.FileReading;
import io.siamese.encoder.image.ImageLimits;
import io.siamese.encoder.image.OrientationRule;
import io.siamese.encoder.image.Transparency;
import io.siamese.encoder.image.UnreadableImageException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged files of every format end in pixels or in a reason, within the memory and the time that their limits stand for. */
class DecoderFuzzTest {
    private static final int ROUNDS = Integer.getInteger("siamese.fuzz.rounds", 150);
    private static final long MOST_BYTES = 64 << 20;
    private static final long MOST_NANOS = 3_000_000_000L;

    private final ImageDecoder decoder = new ImageDecoder(
            new ImageLimits(1 << 20, 1 << 18), new FileReading(OrientationRule.EXIF, Transparency.INK_DECIDES, true));
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "00-good-restart.jpg",
                "j07-cmyk-adobe.jpg",
                "j09-exif-orientation-6-of-the-good-glyph.jpg",
                "p05-white-ink-on-transparent.png",
                "p04-12-bit-sensor-in-16-bit-png.png",
                "w64x48.webp",
                "wl64x48.webp",
                "wa64x48.webp",
                "wla61x47.webp",
                "webp-alpha-radial.webp",
                "webp-lossy-sharp.webp",
                "webp-fourteen.webp",
                "webp-repeats.webp",
                "g61x47.gif",
                "gt64x48.gif",
                "bp61x47.bmp",
                "ba64x48.bmp",
                "t61x47-group4-1.tif",
                "t61x47-group3-1.tif",
                "t61x47-tiff_ccitt-1.tif",
                "t61x47-tiff_lzw-RGB.tif",
                "t61x47-jpeg-YCbCr.tif",
                "t61x47-tiff_adobe_deflate-RGBA.tif",
                "t61x47-packbits-CMYK.tif",
                "t61x47-raw-I16.tif"
            })
    void answersAnyDamage(String name) throws Exception {
        byte[] whole = TestFiles.read(name);
        assertThat(decoder.decode(whole).width()).isPositive();
        SplittableRandom random = new SplittableRandom(name.hashCode());
        for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged = damage(whole, random);
            long bytes = threads.getCurrentThreadAllocatedBytes();
            long nanos = threads.getCurrentThreadCpuTime();

            decode(damaged, name + " round " + round);

            assertThat(threads.getCurrentThreadAllocatedBytes() - bytes)
                    .as("bytes in round %d", round)
                    .isLessThan(MOST_BYTES);
            assertThat(threads.getCurrentThreadCpuTime() - nanos)
                    .as("time in round %d", round)
                    .isLessThan(MOST_NANOS);
        }
    }

    private void decode(byte[] damaged, String round) {
        try {
            decoder.decode(damaged);
        } catch (UnreadableImageException e) {
            assertThat(e.reason()).isNotEmpty();
        } catch (RuntimeException | Error e) {
            throw new AssertionError(round, e);
        }
    }

    /** Some bytes changed, most of them near the headers; sometimes cut, sometimes with a part twice. */
    private static byte[] damage(byte[] whole, SplittableRandom random) {
        byte[] damaged = whole.clone();
        int changes = 1 + random.nextInt(6);
        for (int i = 0; i < changes; i++) {
            int within = random.nextInt(3) == 0 ? damaged.length : Math.min(damaged.length, 200);
            int value = new int[] {0, 1, 0x7F, 0x80, 0xFF, random.nextInt(256)}[random.nextInt(6)];
            damaged[random.nextInt(within)] = (byte) value;
        }
        if (random.nextInt(6) == 0) {
            return Arrays.copyOf(damaged, 1 + random.nextInt(damaged.length));
        }
        if (random.nextInt(6) == 0) {
            int from = random.nextInt(damaged.length);
            int length = random.nextInt(damaged.length - from);
            byte[] longer = Arrays.copyOf(damaged, damaged.length + length);
            System.arraycopy(damaged, from, longer, from + length, damaged.length - from);
            return longer;
        }
        return damaged;
    }
}
