package io.siamese.testbed.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Measures the CPU time of a task on the calling thread. Other programs on the machine do not count. */
final class ThreadCpuClock {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private ThreadCpuClock() {}

    /** Seconds of CPU time a call, from as many calls as fill the time; those of the first quarter are not counted. */
    static double secondsPerCall(double atLeastSeconds, Runnable task) {
        meanSeconds(atLeastSeconds / 4, task);
        return meanSeconds(atLeastSeconds, task);
    }

    private static double meanSeconds(double seconds, Runnable task) {
        long start = THREADS.getCurrentThreadCpuTime();
        long calls = 0;
        long spent;
        do {
            task.run();
            calls++;
            spent = THREADS.getCurrentThreadCpuTime() - start;
        } while (spent < seconds * 1e9);
        return spent / 1e9 / calls;
    }
}
