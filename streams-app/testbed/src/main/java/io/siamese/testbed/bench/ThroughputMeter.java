package io.siamese.testbed.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Measures a stretch of work that goes on by itself, between two counts of it. */
final class ThroughputMeter {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private static final long LOOK_NANOS = 4_000_000;
    /** One part in so many has to be left when the first look comes: an instance decides before all of them are ready. */
    private static final int LEAST_SHARE = 4;

    private final LongSupplier done;
    private final LongSupplier encoderNanos;
    private final Supplier<@Nullable Throwable> failure;

    /**
     * @param done images done so far
     * @param encoderNanos CPU time spent in the encoder so far
     * @param failure why nothing more will be done; null while all is well
     */
    ThroughputMeter(LongSupplier done, LongSupplier encoderNanos, Supplier<@Nullable Throwable> failure) {
        this.done = done;
        this.encoderNanos = encoderNanos;
        this.failure = failure;
    }

    private record Look(long images, long wall, long cpu, long encoder, long compiler) {
        Measurement measurementUntil(Look later) {
            return new Measurement(
                    later.images - images,
                    (later.wall - wall) / 1e9,
                    (later.cpu - cpu) / 1e9,
                    (later.encoder - encoder) / 1e9,
                    (later.compiler - compiler) / 1e9);
        }
    }

    private Look takeLook() {
        return new Look(
                done.getAsLong(),
                System.nanoTime(),
                SYSTEM.getProcessCpuTime(),
                encoderNanos.getAsLong(),
                CompilerCpuClock.nanos());
    }

    /** Measures from {@code from} images done to {@code to}: without start and end, where threads wait for one another. */
    Measurement between(long from, long to, Duration atMost) {
        Look first = awaitImages(from, atMost);
        Look last = awaitImages(to, atMost);
        long measured = last.images - first.images;
        if (measured < (to - from) / LEAST_SHARE) {
            throw new BenchFailure(
                    measured + " of " + (to - from) + " images are too few to measure: the others were done before");
        }
        return first.measurementUntil(last);
    }

    private Look awaitImages(long images, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (done.getAsLong() < images) {
            Throwable cause = failure.get();
            if (cause != null) {
                throw new BenchFailure("what is measured has stopped: " + cause, cause);
            }
            if (System.nanoTime() > end) {
                throw new BenchFailure(done.getAsLong() + " of " + images + " done in " + atMost.toSeconds() + " s");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return takeLook();
    }
}
