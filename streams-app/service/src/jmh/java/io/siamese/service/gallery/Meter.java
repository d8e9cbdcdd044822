package io.siamese.service.gallery;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Work done in CPU time of the measuring thread: a ratio of two such rates holds on a machine where others run too, and
 * take turns on the core.
 */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class Meter {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Multiply-adds, probes or changes, as the benchmark counts. */
    public double work;

    public double cpuNanos;

    void measure(double amount, Runnable task) {
        long before = THREADS.getCurrentThreadCpuTime();
        task.run();
        cpuNanos += THREADS.getCurrentThreadCpuTime() - before;
        work += amount;
    }
}
