package io.siamese.console.kafka;

/** There is no connection to Kafka yet. The message says what the console waits for. */
public final class NotConnectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotConnectedException(String message) {
        super(message);
    }
}
