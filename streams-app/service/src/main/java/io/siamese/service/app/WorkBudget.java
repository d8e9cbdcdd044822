package io.siamese.service.app;

import java.time.Duration;

/** Divides the time of a transaction: a quarter is for the work of a poll, and a quarter for waits. */
final class WorkBudget {
    /** What a pixel of a pass costs at most: measured with images of every format on a busy core. */
    private static final long PIXEL_NANOS = 12;

    /** A thread waits for the work under way, then for its own, and a slower machine takes twice as long. Waits take no longer there. */
    private static final int SHARE = 4;

    private WorkBudget() {}

    /**
     * The work that a poll may bring.
     *
     * @param transaction timeout of a transaction, without the commit interval
     * @param streamThreads threads that poll
     * @param workers threads that they share
     */
    static long computePollWork(Duration transaction, int streamThreads, int workers) {
        long quarter = transaction.toNanos() / SHARE / PIXEL_NANOS;
        return quarter * Math.min(workers, streamThreads) / streamThreads;
    }

    /** Time that the work of a transaction may let other work go first. */
    static Duration computeWaits(Duration transaction) {
        return transaction.dividedBy(SHARE);
    }
}
