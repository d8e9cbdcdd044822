package io.siamese.console.web;

/** The console cannot listen where it was told to. The message says where, and what is allowed. */
public final class PortTakenException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    PortTakenException(String message, Throwable cause) {
        super(message, cause);
    }
}
