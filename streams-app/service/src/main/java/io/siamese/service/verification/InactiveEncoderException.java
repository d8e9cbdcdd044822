package io.siamese.service.verification;

/** The encoder loaded here is not the one that the gallery log names: nothing may be decided. */
public final class InactiveEncoderException extends RuntimeException {
    private static final long serialVersionUID = 1;

    InactiveEncoderException(String message) {
        super(message);
    }
}
