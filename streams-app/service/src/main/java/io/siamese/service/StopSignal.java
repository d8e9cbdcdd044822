package io.siamese.service;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets a verb close what it opened when the process is told to stop (SIGTERM, Ctrl-C): the virtual machine ends when its
 * hooks return, so the hook waits for {@link #close()}. Open it first, so that it is closed last.
 */
public final class StopSignal implements AutoCloseable {

    private final CompletableFuture<@Nullable Void> asked = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param atMost how long closing may take before the process ends anyway */
    public StopSignal(Duration atMost) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> askAndWait(atMost), "siamese-stop"));
    }

    private void askAndWait(Duration atMost) {
        asked.complete(null);
        try {
            closed.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Completes when the process is told to stop. */
    public CompletableFuture<@Nullable Void> stopRequested() {
        return asked;
    }

    /** Says that everything is closed. */
    @Override
    public void close() {
        closed.countDown();
    }
}
