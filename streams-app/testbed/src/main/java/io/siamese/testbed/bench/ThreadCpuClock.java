package io.siamese.testbed.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** CPU time of a task on the calling thread: what others do on the machine does not count. */
final class ThreadCpuClock {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private ThreadCpuClock() {}

    /** Seconds of CPU time a call, from as many calls as fill the time; those of the first quarter are not counted. */
    static double secondsPerCall(double atLeastSeconds, Runnable task) {
        repeat(atLeastSeconds / 4, task);
        return repeat(atLeastSeconds, task);
    }

    private static double repeat(double seconds, Runnable task) {
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
