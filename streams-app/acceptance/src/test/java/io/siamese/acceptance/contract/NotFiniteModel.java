package io.siamese.acceptance.contract;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An encoder that gives no finite embedding for a dark image: the one of shared/cases, wrapped by
 * {@code siamese card --preprocessing photo --channels 1 --height 56}.
 */
public final class NotFiniteModel {
    private static final String MODEL = "not-finite-on-dark-images.onnx";

    private NotFiniteModel() {}

    /** @return the file */
    public static Path copyTo(Path folder) throws IOException {
        Path model = folder.resolve(MODEL);
        try (InputStream in = NotFiniteModel.class.getResourceAsStream(MODEL)) {
            Files.copy(in, model);
        }
        return model;
    }
}
