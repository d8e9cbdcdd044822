package io.siamese.service.fetching;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Reads from what may hang, on a few threads and each time within a bound. A read whose time is over is interrupted, or is never
 * begun. Thread-safe; the owner closes it.
 */
final class TimedReads implements AutoCloseable {
    private final Duration timeout;
    private final ThreadPoolExecutor threads;

    TimedReads(int threads, Duration timeout) {
        this.timeout = timeout;
        this.threads = (ThreadPoolExecutor) Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "image-reader");
            // A share that hangs keeps its reader, and must not keep the process.
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The result of a read. Fails if the read fails, or is not over in time. */
    <T> CompletableFuture<T> submitRead(Supplier<T> reading) {
        CompletableFuture<T> result = new CompletableFuture<>();
        FutureTask<?> task = new FutureTask<>(() -> complete(result, reading), null);
        threads.execute(task);
        return result.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS).whenComplete((read, failure) -> {
            if (failure != null) {
                task.cancel(true);
                threads.remove(task);
            }
        });
    }

    private static <T> void complete(CompletableFuture<T> result, Supplier<T> reading) {
        try {
            result.complete(reading.get());
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }

    /** Reads that no thread has begun. */
    int waiting() {
        return threads.getQueue().size();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
