package io.siamese.testbed.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.apache.kafka.common.errors.InterruptException;

/** Runs the same task on several threads at once. */
final class ParallelTasks {
    private ParallelTasks() {}

    /** Waits until all are done; the first failure is thrown. */
    static void together(int threads, String name, IntConsumer task) {
        ExecutorService pool = Executors.newFixedThreadPool(threads, runnable -> new Thread(runnable, "bench-" + name));
        List<Future<?>> running = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int number = thread;
            running.add(pool.submit(() -> task.accept(number)));
        }
        try {
            for (Future<?> each : running) {
                each.get();
            }
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new BenchFailure(name + " failed: " + cause, cause);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } finally {
            pool.shutdownNow();
        }
    }
}
