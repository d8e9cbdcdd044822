package io.siamese.service.app;

import io.siamese.schemas.serde.SchemaLookupException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the schemas of a start, and tries again while the brokers are too slow to answer. One attempt has a few seconds,
 * which a record can wait for its schema. A start may take longer.
 */
final class SchemaPublication {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaPublication.class);

    private final Duration limit;
    private final Duration pause;

    /**
     * @param limit how long to try
     * @param pause between two attempts
     */
    SchemaPublication(Duration limit, Duration pause) {
        this.limit = limit;
        this.pause = pause;
    }

    /**
     * Returns once an attempt has succeeded.
     *
     * @throws SchemaLookupException if trying again does not help, because a right is missing for instance
     * @throws IllegalStateException if the limit has passed
     */
    void publishWithRetries(Runnable attempt) {
        long start = System.nanoTime();
        while (true) {
            try {
                attempt.run();
                return;
            } catch (SchemaLookupException e) {
                if (!isTransient(e)) {
                    throw e;
                }
                if (System.nanoTime() - start >= limit.toNanos()) {
                    throw new IllegalStateException(
                            "the start waited for the schemas, and in " + limit.toMillis()
                                    + " ms (start.stall.ms) it did not get them: " + e.getMessage(),
                            e);
                }
                LOG.atWarn().addKeyValue("why", e.getMessage()).log("the start tries again to publish the schemas");
                pauseBeforeRetry();
            }
        }
    }

    /** A failure without a cause repeats one of a moment ago. */
    private static boolean isTransient(SchemaLookupException failure) {
        if (failure.getCause() == null) {
            return true;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RetriableException || cause instanceof TimeoutException) {
                return true;
            }
        }
        return false;
    }

    private void pauseBeforeRetry() {
        LockSupport.parkNanos(pause.toNanos());
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptException("the start was interrupted");
        }
    }
}
