package io.siamese.service.batching;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Moves a record's pending result from its headers into its value. Null values too: the header is gone before anything
 * is forwarded.
 *
 * @param <R> result for one record
 */
public final class ReceivedValueDeserializer<R> implements Deserializer<ReceivedValue<R>> {
    @Override
    public ReceivedValue<R> deserialize(String topic, byte @Nullable [] value) {
        return new ReceivedValue<>(value, null);
    }

    @Override
    // One application has one kind of work for a topic.
    @SuppressWarnings("unchecked")
    public ReceivedValue<R> deserialize(String topic, Headers headers, byte @Nullable [] value) {
        PendingResult<R> pending =
                (PendingResult<R>) ChunkHeader.takeOff(headers).orElse(null);
        return new ReceivedValue<>(value, pending);
    }
}
