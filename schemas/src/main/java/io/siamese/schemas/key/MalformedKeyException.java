package io.siamese.schemas.key;

/** A record key, or a segment of one, that the event contract does not allow. The message says what is wrong and where. */
public final class MalformedKeyException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedKeyException(String message) {
        super(message);
    }
}
