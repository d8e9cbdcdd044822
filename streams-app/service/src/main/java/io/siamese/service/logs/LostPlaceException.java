package io.siamese.service.logs;

import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** The gallery log cannot be read on from where it was read to, because records in between may be gone. */
public final class LostPlaceException extends KafkaException {
    private static final long serialVersionUID = 1L;

    public LostPlaceException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
