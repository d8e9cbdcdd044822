package io.siamese.service.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Says which encoder is loaded, and where it runs.
 *
 * @param model an existing ONNX file, or null for the bundled model
 * @param calibration an existing file that replaces the model's own calibration, or null
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
        String provider,
        int threads,
        int deviceId,
        int deviceMemoryMib,
        int batch,
        int workers) {}
