package io.siamese.testbed.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The encoder alone on images that are decoded already: what nothing can be faster than. */
final class RawArm implements Arm {
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
    RawArm(MeteredEncoder encoder, List<byte[]> pixels, int batch, int images, int threads) {
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
    public Measured run() {
        AtomicInteger left = new AtomicInteger(images / batch);
        int batches = left.get();
        long wall = System.nanoTime();
        long cpu = SYSTEM.getProcessCpuTime();
        long inside = encoder.cpuNanos();
        Threads.together(threads, "raw", thread -> {
            while (left.getAndDecrement() > 0) {
                encoder.encode(chunk(left.get()));
            }
        });
        return new Measured(
                (long) batches * batch,
                (System.nanoTime() - wall) / 1e9,
                (SYSTEM.getProcessCpuTime() - cpu) / 1e9,
                (encoder.cpuNanos() - inside) / 1e9);
    }

    private List<byte[]> chunk(int number) {
        List<byte[]> chunk = new ArrayList<>(batch);
        for (int i = 0; i < batch; i++) {
            chunk.add(pixels.get(Math.floorMod(number * batch + i, pixels.size())));
        }
        return chunk;
    }
}
