package io.siamese.service.logs;

import org.apache.kafka.common.KafkaException;

/**
 * Thrown instead of a decision while the gallery log waits for a record's schema or key. A revocation may lie behind that record.
 */
public final class StaleGalleryException extends KafkaException {
    private static final long serialVersionUID = 1L;

    public StaleGalleryException(String message, Throwable cause) {
        super(message, cause);
    }
}
