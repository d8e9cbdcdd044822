package io.siamese.testbed.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs the encoder alone on images that are decoded already. No other variant can be faster. */
final class RawInferenceVariant implements PipelineVariant {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final MeteredEncoder encoder;
    private final List<byte[]> pixels;
    private final int batch;
    private final int images;
    private final int threads;

    /**
     * @param pixels preprocessed images, used again and again
     * @param images in all
     * @param threads that encode batches side by side
     */
    RawInferenceVariant(MeteredEncoder encoder, List<byte[]> pixels, int batch, int images, int threads) {
        this.encoder = encoder;
        this.pixels = pixels;
        this.batch = batch;
        this.images = images;
        this.threads = threads;
    }

    @Override
    public String name() {
        return "raw encoder";
    }

    @Override
    public Measurement run() {
        AtomicInteger left = new AtomicInteger(images / batch);
        int batches = left.get();
        long wall = System.nanoTime();
        long cpu = SYSTEM.getProcessCpuTime();
        long inside = encoder.cpuNanos();
        long compiler = CompilerCpuClock.nanos();
        ParallelTasks.together(threads, "raw", thread -> {
            while (left.getAndDecrement() > 0) {
                encoder.encode(pixelsOfChunk(left.get()));
            }
        });
        return new Measurement(
                (long) batches * batch,
                (System.nanoTime() - wall) / 1e9,
                (SYSTEM.getProcessCpuTime() - cpu) / 1e9,
                (encoder.cpuNanos() - inside) / 1e9,
                (CompilerCpuClock.nanos() - compiler) / 1e9);
    }

    private List<byte[]> pixelsOfChunk(int number) {
        List<byte[]> chunk = new ArrayList<>(batch);
        for (int i = 0; i < batch; i++) {
            chunk.add(pixels.get(Math.floorMod(number * batch + i, pixels.size())));
        }
        return chunk;
    }
}
