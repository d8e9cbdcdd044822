package io.siamese.testbed.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;

/** Measures the largest heap since a moment: the sum of its pools' peaks, which may be a little above what was used at once. */
final class PeakHeap {
    private final List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();

    private PeakHeap() {}

    /** Collects garbage and begins. */
    static PeakHeap fromNow() {
        System.gc();
        PeakHeap heap = new PeakHeap();
        heap.pools.forEach(MemoryPoolMXBean::resetPeakUsage);
        return heap;
    }

    long peakBytes() {
        return pools.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    }
}
