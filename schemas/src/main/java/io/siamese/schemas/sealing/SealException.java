package io.siamese.schemas.sealing;

/** Says for good that bytes cannot be encrypted or decrypted. It is an outcome: another attempt gives the same. */
public final class SealException extends Exception {
    private static final long serialVersionUID = 1;

    private final String reason;

    /** @param reason one of {@link io.siamese.schemas.Reasons} */
    public SealException(String reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** One of {@link io.siamese.schemas.Reasons}. */
    public String reason() {
        return reason;
    }
}
