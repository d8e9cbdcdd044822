package io.siamese.testbed.bench;

import io.siamese.encoder.onnx.Encoder;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What embeds in a run.
 *
 * @param batch images of a chunk
 * @param fitting from the real encoder to what runs; what it returns closes the real one
 */
record Device(int batch, UnaryOperator<Encoder> fitting) {
    /** Chunks of an accelerator: enough for what it takes per chunk not to count. */
    static final int ACCELERATED = 256;

    /** The bundled encoder on ONNX Runtime, at the service's own batch. */
    static Device real() {
        return new Device(64, encoder -> encoder);
    }

    static Device simulated(int batch) {
        return new Device(batch, SimulatedAccelerator::new);
    }

    /** What docs/performance.md tells to set for such a device: nothing for the CPU. */
    List<String> settings() {
        return batch == ACCELERATED
                ? List.of("encoder.batch=" + batch, "num.stream.threads=4", "encoder.workers=4")
                : List.of("encoder.batch=" + batch);
    }

    MeteredEncoder fit(Encoder encoder) {
        return new MeteredEncoder(fitting.apply(encoder));
    }
}
