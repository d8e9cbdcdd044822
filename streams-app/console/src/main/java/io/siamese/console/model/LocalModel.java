package io.siamese.console.model;

import io.siamese.encoder.image.ImageLimits;
import io.siamese.encoder.onnx.Encoder;
import io.siamese.encoder.onnx.EncoderSettings;
import io.siamese.encoder.onnx.ModelFile;
import io.siamese.encoder.onnx.OnnxEncoder;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Holds the model file that the console was given. Its encoder is opened when an image is first embedded, on the CPU.
 * It computes for two people at once at most, so that the console leaves the machine to the service. Thread-safe; the
 * caller closes it.
 */
public final class LocalModel implements AutoCloseable {

    private static final int AT_ONCE = 2;

    private final ModelFile file;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    private @Nullable Encoder encoder;
    private boolean closed;

    public LocalModel(ModelFile file) {
        this.file = file;
    }

    /** The file, with its card and calibration. */
    public ModelFile file() {
        return file;
    }

    /**
     * Computes something with the encoder, after waiting for a turn.
     *
     * @throws IllegalStateException after {@link #close}
     */
    public <T> T compute(Function<Encoder, T> task) {
        turns.acquireUninterruptibly();
        try {
            return task.apply(openedEncoder());
        } finally {
            turns.release();
        }
    }

    private synchronized Encoder openedEncoder() {
        if (closed) {
            throw new IllegalStateException("the console is closing");
        }
        Encoder known = encoder;
        if (known == null) {
            known = OnnxEncoder.open(file, EncoderSettings.defaults().withImageLimits(imageLimits()));
            encoder = known;
        }
        return known;
    }

    /** As many bytes as the web server takes; whoever asks checks against the contract's own bound. */
    private static ImageLimits imageLimits() {
        ImageLimits usual = ImageLimits.defaults();
        return new ImageLimits(Integer.MAX_VALUE, usual.maxPixels(), usual.minSide());
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (encoder != null) {
            encoder.close();
        }
    }
}
