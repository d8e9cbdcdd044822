package io.siamese.testbed.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Holds how much memory this process uses.
 *
 * @param heapMib used after a collection
 * @param residentMib resident memory in all, heap and native; NaN where /proc does not say
 */
record MemoryUse(double heapMib, double residentMib) {
    private static final double MIB = 1 << 20;
    private static final Path STATUS = Path.of("/proc/self/status");

    /** Collects, and looks. */
    static MemoryUse measure() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return new MemoryUse((runtime.totalMemory() - runtime.freeMemory()) / MIB, resident());
    }

    private static double resident() {
        if (!Files.isReadable(STATUS)) {
            return Double.NaN;
        }
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            throw new UncheckedIOException("/proc/self/status cannot be read", e);
        }
    }
}
