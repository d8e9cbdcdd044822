package io.siamese.encoder.onnx;

/** ONNX Runtime cannot be loaded on this machine. The message says why, and what to do, in one line. */
public final class NativeLibraryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final String FOLDER = "java.io.tmpdir";

    /** @param cause what the class loader or the linker said, first of all */
    NativeLibraryException(Throwable cause) {
        super(
                "ONNX Runtime cannot be loaded: " + cause.getMessage() + ". Its library is unpacked into " + FOLDER
                        + "="
                        + System.getProperty(FOLDER)
                        + ", which must be writable, have room for 30 MB, and not be mounted"
                        + " noexec; name another folder with -D" + FOLDER + "=FOLDER (in SIAMESE_JAVA_OPTS, or for a"
                        + " container in JAVA_TOOL_OPTIONS)",
                cause);
    }
}
