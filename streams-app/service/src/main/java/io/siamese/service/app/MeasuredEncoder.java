package io.siamese.service.app;

import io.micrometer.core.instrument.Timer;
import io.siamese.encoder.card.ModelCard;
import io.siamese.encoder.image.Preprocessor;
import io.siamese.encoder.onnx.Encoder;
import io.siamese.encoder.vector.Similarity;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Measures how long an encoder takes for each batch. */
final class MeasuredEncoder implements Encoder {
    private final Encoder encoder;
    private final Timer timer;

    /** @param encoder closed with this one */
    MeasuredEncoder(Encoder encoder, Timer timer) {
        this.encoder = encoder;
        this.timer = timer;
    }

    @Override
    public float[][] encode(List<byte[]> preprocessed) {
        long start = System.nanoTime();
        float[][] rows = encoder.encode(preprocessed);
        timer.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        return rows;
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
