package io.siamese.streams.bench;

import io.siamese.encoder.onnx.Encoder;
import java.util.function.UnaryOperator;

/**
 * What embeds in a run.
 *
 * @param name for people
 * @param batch images of a chunk
 * @param fitting from the real encoder to what runs; what it returns closes the real one
 */
record Device(String name, int batch, UnaryOperator<Encoder> fitting) {
    /** The bundled encoder on ONNX Runtime, at the service's own batch. */
    static Device real() {
        return new Device("encoder", 64, encoder -> encoder);
    }

    static Device simulated(int batch) {
        return new Device("simulated accelerator", batch, SimulatedAccelerator::new);
    }

    MeteredEncoder fit(Encoder encoder) {
        return new MeteredEncoder(fitting.apply(encoder));
    }
}
