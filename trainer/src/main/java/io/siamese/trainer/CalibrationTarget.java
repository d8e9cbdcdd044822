package io.siamese.trainer;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.onnx.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * Writes a calibration to its place: a model file, or a file beside it.
 *
 * @param model that it is of; null for the bundled one
 * @param into a model file to write with the calibration inside; null for a file of its own
 * @param out the file of its own; null for {@code <model>.calibration.json}
 */
record CalibrationTarget(
        @Nullable Path model, @Nullable Path into, @Nullable Path out) {

    private static final String SIDECAR = ".calibration.json";

    CalibrationTarget {
        if (into != null && out != null) {
            throw new IllegalArgumentException("--into and --out: one of them");
        }
        if (model == null && into == null && out == null) {
            throw new IllegalArgumentException("the bundled model has no file to write beside: name --into or --out");
        }
        if (into != null && Files.exists(sidecar(into))) {
            throw new IllegalArgumentException("--into=" + into + ": " + sidecar(into)
                    + " lies beside it and would be used instead; remove it first");
        }
    }

    /** @return what was written, for people */
    String writeCalibration(ModelFile file, Calibration calibration) throws IOException {
        if (into != null) {
            file.withCalibration(calibration).write(into.toAbsolutePath());
            return "wrote " + into + ", encoder " + file.encoderId() + ", calibration " + calibration.calibrationId();
        }
        Path target = targetFile();
        Path part = target.resolveSibling(target.getFileName() + ".part");
        Files.writeString(part, calibration.toJson());
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        return "wrote " + target + ", calibration " + calibration.calibrationId();
    }

    private Path targetFile() {
        if (out != null) {
            return out;
        }
        if (model == null) {
            throw new IllegalStateException("neither a file nor a model to write beside");
        }
        return sidecar(model);
    }

    private static Path sidecar(Path model) {
        return model.resolveSibling(model.getFileName() + SIDECAR);
    }
}
