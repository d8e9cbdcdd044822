package io.siamese.service.replay;

/** There is no decision to explain; the message says why, in one line. */
public final class NotExplainedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotExplainedException(String message) {
        super(message);
    }
}
