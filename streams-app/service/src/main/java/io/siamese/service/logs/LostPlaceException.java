package io.siamese.service.logs;

import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Thrown when the gallery log cannot be read on from the last offset, because records behind it may be gone. */
public final class LostPlaceException extends KafkaException {
    private static final long serialVersionUID = 1L;

    public LostPlaceException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
