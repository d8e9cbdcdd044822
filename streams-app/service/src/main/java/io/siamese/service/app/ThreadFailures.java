package io.siamese.service.app;

import io.siamese.encoder.onnx.EncoderException;
import io.siamese.schemas.sealing.KeyOutageException;
import io.siamese.service.fetching.ImageStoreException;
import io.siamese.service.logs.StaleGalleryException;
import io.siamese.service.verification.InactiveEncoderException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.InvalidTxnStateException;

/**
 * Decides whether an application goes on after one of its stream threads failed. A failing encoder ends it at once, so that
 * nothing is decided without it. Where others are at fault, a thread is replaced as often as it takes: a store of images does
 * not answer, a key cannot be had, the gallery is stale, or the brokers ended a transaction that took too long. Any other
 * failure ends the application if it comes more than five times in ten minutes. Thread-safe.
 */
final class ThreadFailures {
    private static final int MOST = 5;
    private static final long WITHIN_NANOS = Duration.ofMinutes(10).toNanos();
    private static final Duration BEFORE_ANOTHER_TRY = Duration.ofSeconds(2);

    private final LongSupplier nanoTime;
    private final List<Long> counted = new ArrayList<>();

    /** @param nanoTime as {@link System#nanoTime} */
    ThreadFailures(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Whether the application ends because of this failure. */
    boolean endsApplication(Throwable failure) {
        return isFinal(failure) || !isOutage(failure) && comesTooOften();
    }

    /** How long to wait before the thread is replaced: what an outage says at once it would say again. */
    static Duration pauseAfter(Throwable failure) {
        return hasCause(failure, KeyOutageException.class) || hasCause(failure, StaleGalleryException.class)
                ? BEFORE_ANOTHER_TRY
                : Duration.ZERO;
    }

    /** Whether the brokers gave up a transaction that was to be committed. */
    static boolean isOfLostTransaction(Throwable failure) {
        return hasCause(failure, InvalidTxnStateException.class);
    }

    /**
     * What others hold cannot be had now. It may take long, and another attempt is all that helps. A commit of a transaction that
     * the brokers have ended is an invalid state for brokers before KAFKA-20785: each outage of brokers that is longer than
     * the transaction's time-out fails all threads so.
     */
    private static boolean isOutage(Throwable failure) {
        return hasCause(failure, ImageStoreException.class)
                || hasCause(failure, KeyOutageException.class)
                || hasCause(failure, StaleGalleryException.class)
                || isOfLostTransaction(failure);
    }

    private static boolean isFinal(Throwable failure) {
        return hasCause(failure, EncoderException.class)
                || hasCause(failure, InactiveEncoderException.class)
                || hasCause(failure, Error.class);
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> kind) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private synchronized boolean comesTooOften() {
        long now = nanoTime.getAsLong();
        counted.removeIf(at -> now - at > WITHIN_NANOS);
        counted.add(now);
        return counted.size() > MOST;
    }
}
