package io.siamese.client;

import org.jspecify.annotations.Nullable;

/** Says that a record was published, but that its answer did not come: in time, or before its reader was closed or failed. */
public final class NoAnswerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoAnswerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
