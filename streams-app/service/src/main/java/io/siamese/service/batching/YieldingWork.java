package io.siamese.service.batching;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Lets other work go first. Before each chunk it waits until the other work has nothing to do, but no longer than a bound, so
 * that it goes on however busy the other is. Between two chunks of bulk enrolment, probes get the cores.
 *
 * <p>The waits of one transaction have a bound too, because brokers end a transaction that is open for too long. Kafka Streams may go through
 * a hundred records before it looks whether to commit, and each of them can be a chunk.
 */
public final class YieldingWork<R> implements ChunkWork<R> {
    private static final long LOOK_NANOS = 500_000;

    private final ChunkWork<R> work;
    private final BooleanSupplier otherIsBusy;
    private final Duration atMost;
    private final Duration atMostInTransaction;
    private final AtomicLong waited = new AtomicLong();

    /**
     * @param otherIsBusy asked again and again while it waits
     * @param atMost longest wait before a chunk
     * @param atMostInTransaction longest time of all waits of a transaction
     */
    public YieldingWork(ChunkWork<R> work, BooleanSupplier otherIsBusy, Duration atMost, Duration atMostInTransaction) {
        this.work = work;
        this.otherIsBusy = otherIsBusy;
        this.atMost = atMost;
        this.atMostInTransaction = atMostInTransaction;
    }

    @Override
    public List<R> apply(List<RawRecord> chunk) {
        waited.addAndGet(waitForOther(Math.min(atMost.toNanos(), atMostInTransaction.toNanos() - waited.get())));
        return work.apply(chunk);
    }

    /** @return how long it waited, nanoseconds */
    private long waitForOther(long atMost) {
        long start = System.nanoTime();
        while (otherIsBusy.getAsBoolean()
                && System.nanoTime() - start < atMost
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return System.nanoTime() - start;
    }

    @Override
    public void endTransaction() {
        waited.set(0);
        work.endTransaction();
    }
}
