package io.siamese.encoder.onnx;

import ai.onnxruntime.OrtEnvironment;

/** Loads ONNX Runtime. Its native library is in a jar and is first unpacked into the temporary folder. */
final class OnnxRuntimeLoader {

    private OnnxRuntimeLoader() {}

    /** @throws NativeLibraryException if the library cannot be unpacked or loaded */
    static OrtEnvironment load() {
        try {
            return OrtEnvironment.getEnvironment();
        } catch (LinkageError e) {
            // An error would pass by everybody who turns failures into lines.
            throw new NativeLibraryException(rootCause(e));
        }
    }

    private static Throwable rootCause(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
