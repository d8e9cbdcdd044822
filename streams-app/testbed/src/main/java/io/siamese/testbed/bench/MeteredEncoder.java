package io.siamese.testbed.bench;

import io.siamese.encoder.onnx.Encoder;
import io.siamese.encoder.onnx.ForwardingEncoder;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** An encoder, and the CPU time that its callers spend in it: all there is, as one thread works on a batch. */
final class MeteredEncoder extends ForwardingEncoder {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final LongAdder cpuNanos = new LongAdder();

    /** @param encoder closed with this one */
    MeteredEncoder(Encoder encoder) {
        super(encoder);
    }

    long cpuNanos() {
        return cpuNanos.sum();
    }

    @Override
    public float[][] encode(List<byte[]> preprocessed) {
        long before = THREADS.getCurrentThreadCpuTime();
        try {
            return super.encode(preprocessed);
        } finally {
            cpuNanos.add(THREADS.getCurrentThreadCpuTime() - before);
        }
    }
}
