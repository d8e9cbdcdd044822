package io.siamese.schemas.serde;

/** Inside this package, a value that cannot be used; becomes {@link Incoming.Unreadable} before it leaves. */
final class UnreadableException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    UnreadableException(String reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    <T> Incoming<T> over(byte[] raw) {
        return new Incoming.Unreadable<>(reason, String.valueOf(getMessage()), raw);
    }
}
