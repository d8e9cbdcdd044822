package io.siamese.encoder.image.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.siamese.encoder.image.FileReading;
import io.siamese.encoder.image.ImageLimits;
import io.siamese.encoder.image.OrientationRule;
import io.siamese.encoder.image.Transparency;
import io.siamese.encoder.image.UnreadableImageException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Damaged files of every format end in pixels or in a reason, within the memory and the time that their limits stand for.
 * {@code -Dsiamese.fuzz.rounds} says how many files each path is given, {@code -Dsiamese.fuzz.seed} which. What was run is in
 * {@code target/fuzz.txt}.
 */
class DecoderFuzzTest {
    private static final int ROUNDS = Integer.getInteger("siamese.fuzz.rounds", 150);
    private static final long SEED = Long.getLong("siamese.fuzz.seed", 0);
    private static final long MOST_BYTES = 64 << 20;
    private static final long MOST_NANOS = 3_000_000_000L;
    private static final int REDUCED = 16;
    private static final List<String> RUN = new ArrayList<>();

    private final ImageDecoder decoder = new ImageDecoder(
            new ImageLimits(1 << 20, 1 << 18), new FileReading(OrientationRule.EXIF, Transparency.INK_DECIDES, true));
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private int refused;
    private long slowest;

    static List<FuzzedPath> paths() {
        return FuzzedPath.all().toList();
    }

    @AfterAll
    static void tellWhatWasRun() throws IOException {
        Path file = Path.of("target", "fuzz.txt");
        Files.createDirectories(file.getParent());
        Files.write(file, RUN, UTF_8);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("paths")
    void answersAnyDamage(FuzzedPath path) throws Exception {
        for (byte[] whole : path.files()) {
            assertThat(decoder.decode(whole).width()).isPositive();
        }
        SplittableRandom random = new SplittableRandom(SEED + path.name().hashCode());
        FileDamage damages = new FileDamage(random);
        long start = threads.getCurrentThreadCpuTime();
        for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged =
                    damages.damage(path.files().get(round % path.files().size()));
            decodeWithinBounds(damaged, round % 4 == 3, path + " round " + round);
        }
        RUN.add(String.format(
                Locale.ROOT,
                "%s: %d inputs, %d refused, %.1f s, slowest %.1f ms",
                path,
                ROUNDS,
                refused,
                (threads.getCurrentThreadCpuTime() - start) / 1e9,
                slowest / 1e6));
    }

    private void decodeWithinBounds(byte[] damaged, boolean reduced, String round) {
        long bytes = threads.getCurrentThreadAllocatedBytes();
        long nanos = threads.getCurrentThreadCpuTime();

        decode(damaged, reduced, round);

        long taken = threads.getCurrentThreadCpuTime() - nanos;
        slowest = Math.max(slowest, taken);
        long allocated = threads.getCurrentThreadAllocatedBytes() - bytes;
        if (allocated >= MOST_BYTES || taken >= MOST_NANOS) {
            throw new AssertionError(round + ": " + allocated + " bytes, " + taken + " ns of " + hex(damaged));
        }
    }

    private void decode(byte[] damaged, boolean reduced, String round) {
        try {
            if (reduced) {
                decoder.decodePlanes(damaged, 3, REDUCED, REDUCED);
            } else {
                decoder.decode(damaged);
            }
        } catch (UnreadableImageException e) {
            refused++;
            assertThat(e.reason()).isNotEmpty();
        } catch (RuntimeException | Error e) {
            throw new AssertionError(round + ": " + hex(damaged), e);
        }
    }

    private static String hex(byte[] file) {
        return HexFormat.of().formatHex(file);
    }
}
