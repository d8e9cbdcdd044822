package io.siamese.schemas.serde;

/** Says inside this package that a value cannot be used. It becomes {@link Incoming.Unreadable} before it leaves. */
final class UnreadableException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    UnreadableException(String reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    <T> Incoming<T> toUnreadable(byte[] raw) {
        return new Incoming.Unreadable<>(reason, String.valueOf(getMessage()), raw);
    }
}
