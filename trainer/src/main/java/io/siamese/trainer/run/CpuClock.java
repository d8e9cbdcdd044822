package io.siamese.trainer.run;

import java.lang.management.ManagementFactory;

/** CPU time of this process, all threads, native ones too. */
public final class CpuClock {

    private final double before;
    private final double start = processSeconds();

    /** @param before seconds that earlier parts of the run took */
    public CpuClock(double before) {
        this.before = before;
    }

    public double seconds() {
        return before + processSeconds() - start;
    }

    private static double processSeconds() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system) {
            return system.getProcessCpuTime() / 1e9;
        }
        return System.nanoTime() / 1e9;
    }
}
