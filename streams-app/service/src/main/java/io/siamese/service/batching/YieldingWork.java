package io.siamese.service.batching;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Lets other work go first. Before each chunk it waits until the other work has nothing to do, but no longer than a bound, so
 * that it goes on however busy the other is. Between two chunks of bulk enrolment, probes get the cores.
 */
public final class YieldingWork<R> implements ChunkWork<R> {
    private static final long LOOK_NANOS = 500_000;

    private final ChunkWork<R> work;
    private final BooleanSupplier otherIsBusy;
    private final Duration atMost;

    /**
     * @param otherIsBusy asked again and again while it waits
     * @param atMost longest wait before a chunk
     */
    public YieldingWork(ChunkWork<R> work, BooleanSupplier otherIsBusy, Duration atMost) {
        this.work = work;
        this.otherIsBusy = otherIsBusy;
        this.atMost = atMost;
    }

    @Override
    public List<R> apply(List<RawRecord> chunk) {
        long end = System.nanoTime() + atMost.toNanos();
        while (otherIsBusy.getAsBoolean()
                && System.nanoTime() < end
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return work.apply(chunk);
    }
}
