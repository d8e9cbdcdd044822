package io.siamese.service.config;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says which encoder is loaded, and where it runs.
 *
 * @param model an existing ONNX file, or null for the bundled model
 * @param calibration an existing file that replaces the model's own calibration, or null
 * @param nextModel an existing ONNX file of an encoder that is loaded beside, or null for none
 * @param nextCalibration as {@code calibration}, of the encoder beside
 * @param provider {@code CPU}, {@code CUDA}, {@code TENSORRT} or {@code AUTO}
 * @param threads threads that share one batch on the CPU, 0 for one a core
 * @param deviceId number of the GPU
 * @param deviceMemoryMib most that is taken of the GPU's memory, 0 for no bound
 * @param batch images that are decoded, embedded and compared together at most
 * @param workers threads that work on batches, at least 1
 */
public record EncoderConfig(
        @Nullable Path model,
        @Nullable Path calibration,
        @Nullable Path nextModel,
        @Nullable Path nextCalibration,
        String provider,
        int threads,
        int deviceId,
        int deviceMemoryMib,
        int batch,
        int workers) {

    /** The same for the encoder that is loaded beside; empty: there is none. */
    public Optional<EncoderConfig> nextEncoder() {
        return Optional.ofNullable(nextModel)
                .map(file -> new EncoderConfig(
                        file,
                        nextCalibration,
                        null,
                        null,
                        provider,
                        threads,
                        deviceId,
                        deviceMemoryMib,
                        batch,
                        workers));
    }
}
