package io.siamese.testbed.bench;

import io.siamese.encoder.card.ModelCard;
import io.siamese.encoder.image.Preprocessor;
import io.siamese.encoder.onnx.Encoder;
import io.siamese.encoder.vector.Similarity;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Simulates a device that takes 2 ms and 20 µs an image, one batch after the other, and no CPU time. Batches queue in
 * front of it: the next one begins when the one before has ended. Its embeddings are unit vectors out of a table, the
 * same for the same pixels, because only their time matters.
 */
final class SimulatedAccelerator implements Encoder {
    static final long BATCH_NANOS = 2_000_000;
    static final long IMAGE_NANOS = 20_000;

    private static final int DIFFERENT = 1024;

    private final Encoder real;
    private final float[][] embeddings;
    private long freeAt = System.nanoTime();

    /** @param real gives everything but the embeddings; closed with this one */
    SimulatedAccelerator(Encoder real) {
        this.real = real;
        SplittableRandom random = new SplittableRandom(5);
        embeddings = new float[DIFFERENT][];
        for (int i = 0; i < DIFFERENT; i++) {
            embeddings[i] = RandomVectors.unitVector(random, real.dimension());
        }
    }

    /** The images a second that it can do at most, in batches of this size. */
    static double ceiling(int batch) {
        return 1e9 * batch / (BATCH_NANOS + batch * IMAGE_NANOS);
    }

    @Override
    public float[][] encode(List<byte[]> preprocessed) {
        float[][] rows = new float[preprocessed.size()][];
        if (rows.length > 0) {
            parkUntil(reserve(rows.length));
        }
        for (int i = 0; i < rows.length; i++) {
            rows[i] = embeddings[Math.floorMod(Arrays.hashCode(preprocessed.get(i)), DIFFERENT)];
        }
        return rows;
    }

    /** When the device is done with a batch that comes now. */
    private synchronized long reserve(int images) {
        freeAt = Math.max(freeAt, System.nanoTime()) + BATCH_NANOS + images * IMAGE_NANOS;
        return freeAt;
    }

    private static void parkUntil(long until) {
        for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    @Override
    public String encoderId() {
        return real.encoderId();
    }

    @Override
    public int dimension() {
        return real.dimension();
    }

    @Override
    public ModelCard card() {
        return real.card();
    }

    @Override
    public Preprocessor preprocessor() {
        return real.preprocessor();
    }

    @Override
    public Similarity similarity() {
        return real.similarity();
    }

    @Override
    public float noise() {
        return real.noise();
    }

    @Override
    public void close() {
        real.close();
    }
}
