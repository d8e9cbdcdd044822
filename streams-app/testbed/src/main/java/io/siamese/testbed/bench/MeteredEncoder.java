package io.siamese.testbed.bench;

import io.siamese.encoder.card.ModelCard;
import io.siamese.encoder.image.Preprocessor;
import io.siamese.encoder.onnx.Encoder;
import io.siamese.encoder.vector.Similarity;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** An encoder, and the CPU time that its callers spend in it: all there is, as one thread works on a batch. */
final class MeteredEncoder implements Encoder {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Encoder encoder;
    private final LongAdder cpuNanos = new LongAdder();

    /** @param encoder closed with this one */
    MeteredEncoder(Encoder encoder) {
        this.encoder = encoder;
    }

    long cpuNanos() {
        return cpuNanos.sum();
    }

    @Override
    public float[][] encode(List<byte[]> preprocessed) {
        long before = THREADS.getCurrentThreadCpuTime();
        try {
            return encoder.encode(preprocessed);
        } finally {
            cpuNanos.add(THREADS.getCurrentThreadCpuTime() - before);
        }
    }

    @Override
    public String encoderId() {
        return encoder.encoderId();
    }

    @Override
    public int dimension() {
        return encoder.dimension();
    }

    @Override
    public ModelCard card() {
        return encoder.card();
    }

    @Override
    public Preprocessor preprocessor() {
        return encoder.preprocessor();
    }

    @Override
    public Similarity similarity() {
        return encoder.similarity();
    }

    @Override
    public float noise() {
        return encoder.noise();
    }

    @Override
    public void close() {
        encoder.close();
    }
}
