package io.siamese.schemas.kafka;

import org.jspecify.annotations.Nullable;

/** No broker answered about a topic, or the topic does not exist; clients of Kafka cannot tell these apart. */
public final class UnreachableTopicException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnreachableTopicException(String topic, String bootstrapServers, @Nullable Throwable cause) {
        super(
                "no topic " + topic + " was found at " + bootstrapServers
                        + "; is Kafka running there (--bootstrap), and were the topics created (siamese topics create)?",
                cause);
    }
}
