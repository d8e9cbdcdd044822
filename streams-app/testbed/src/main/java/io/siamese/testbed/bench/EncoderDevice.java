package io.siamese.testbed.bench;

import io.siamese.encoder.onnx.Encoder;
import io.siamese.encoder.onnx.EncoderSettings;
import io.siamese.encoder.onnx.ModelFile;
import io.siamese.encoder.onnx.OnnxEncoder;
import io.siamese.encoder.onnx.Provider;
import io.siamese.service.config.EncoderConfig;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Says what embeds in a run: the real encoder, or a simulated accelerator.
 *
 * @param batch images of a chunk
 * @param fitting from the real encoder to what runs; what it returns closes the real one
 */
record EncoderDevice(int batch, UnaryOperator<Encoder> fitting) {
    /** Chunks of an accelerator: enough for what it takes per chunk not to count. */
    static final int ACCELERATED = 256;

    /** The bundled encoder on ONNX Runtime, at the service's own batch. */
    static EncoderDevice real() {
        return new EncoderDevice(64, encoder -> encoder);
    }

    /** The bundled encoder on what the settings say. */
    static EncoderDevice real(EncoderConfig config) {
        return new EncoderDevice(config.batch(), encoder -> encoder);
    }

    /** Opens the bundled encoder as the service does; the caller closes it. */
    static OnnxEncoder openEncoder(EncoderConfig config) {
        return OnnxEncoder.open(
                ModelFile.bundled(),
                EncoderSettings.defaults()
                        .withProvider(Provider.valueOf(config.provider()))
                        .withIntraOpThreads(config.threads())
                        .withDevice(config.deviceId(), config.deviceMemoryMib())
                        .withMaxBatch(config.batch()));
    }

    static EncoderDevice simulated(int batch) {
        return new EncoderDevice(batch, SimulatedAccelerator::new);
    }

    /** What docs/performance.md tells to set for such a device: nothing for the CPU. */
    List<String> settings() {
        return batch == ACCELERATED
                ? List.of("encoder.batch=" + batch, "num.stream.threads=4", "encoder.workers=4")
                : List.of("encoder.batch=" + batch);
    }

    MeteredEncoder fitEncoder(Encoder encoder) {
        return new MeteredEncoder(fitting.apply(encoder));
    }
}
