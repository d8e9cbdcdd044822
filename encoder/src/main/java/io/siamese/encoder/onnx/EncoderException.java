package io.siamese.encoder.onnx;

/** Says that the encoder failed, and not an image: the device is lost, out of memory, or cannot run the model. */
public final class EncoderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message naming the encoder */
    public EncoderException(String message, Throwable cause) {
        super(message, cause);
    }

    EncoderException(String message) {
        super(message);
    }
}
