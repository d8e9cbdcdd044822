package io.siamese.schemas.sealing;

/** Says that a key cannot be had now. Nothing may be decided about what it encrypts: try again later. */
public final class KeyOutageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param message names where keys come from, and holds nothing of a key */
    public KeyOutageException(String message, Throwable cause) {
        super(message, cause);
    }
}
