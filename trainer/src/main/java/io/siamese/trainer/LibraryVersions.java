package io.siamese.trainer;

import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;
import java.util.Map;

/** Libraries that a result may depend on. */
final class LibraryVersions {

    private LibraryVersions() {}

    static Map<String, String> versionsByName() {
        return Map.of(
                "java", Runtime.version().toString(),
                "djl", String.valueOf(Engine.getDjlVersion()),
                "pytorch", Engine.getEngine("PyTorch").getVersion(),
                "onnxruntime", OrtEnvironment.getEnvironment().getVersion());
    }
}
