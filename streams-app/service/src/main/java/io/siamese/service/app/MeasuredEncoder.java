package io.siamese.service.app;

import io.micrometer.core.instrument.Timer;
import io.siamese.encoder.onnx.Encoder;
import io.siamese.encoder.onnx.ForwardingEncoder;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Measures how long an encoder takes for each batch. */
final class MeasuredEncoder extends ForwardingEncoder {
    private final Timer timer;

    /** @param encoder closed with this one */
    MeasuredEncoder(Encoder encoder, Timer timer) {
        super(encoder);
        this.timer = timer;
    }

    @Override
    public float[][] encode(List<byte[]> preprocessed) {
        long start = System.nanoTime();
        float[][] rows = super.encode(preprocessed);
        timer.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        return rows;
    }
}
