package io.siamese.service.flow;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Makes dead letters: a rejected record byte for byte as received, with headers that say why it is here and where it
 * came from. What would not fit into the topic keeps its first bytes and says so: a record too large for the producer
 * would stop an exactly-once application.
 */
public final class DeadLetter {
    public static final String REASON = "dead-letter-reason";
    static final String TOPIC = "dead-letter-topic";
    static final String PARTITION = "dead-letter-partition";
    static final String OFFSET = "dead-letter-offset";
    static final String ORIGINAL_KEY_SIZE = "dead-letter-original-key-size";
    public static final String ORIGINAL_VALUE_SIZE = "dead-letter-original-value-size";

    private static final int MAX_KEY_BYTES = 16 * 1024;

    private final int maxValueBytes;

    /** @param maxValueBytes longest value kept whole, in bytes */
    public DeadLetter(int maxValueBytes) {
        this.maxValueBytes = maxValueBytes;
    }

    public Record<byte[], Object> createRecord(
            Record<byte[], ?> received, byte @Nullable [] value, String reason, RecordMetadata metadata) {
        Headers headers = BoundedHeaders.forSameValue(received.headers());
        addHeader(headers, REASON, reason);
        addHeader(headers, TOPIC, metadata.topic());
        addHeader(headers, PARTITION, metadata.partition());
        addHeader(headers, OFFSET, metadata.offset());
        byte[] key = cutAndNote(received.key(), MAX_KEY_BYTES, ORIGINAL_KEY_SIZE, headers);
        Object kept = cutAndNote(value, maxValueBytes, ORIGINAL_VALUE_SIZE, headers);
        return new Record<>(key, kept, received.timestamp(), headers);
    }

    private static byte @Nullable [] cutAndNote(byte @Nullable [] bytes, int atMost, String header, Headers headers) {
        if (bytes == null || bytes.length <= atMost) {
            return bytes;
        }
        addHeader(headers, header, bytes.length);
        return Arrays.copyOf(bytes, atMost);
    }

    private static void addHeader(Headers headers, String name, Object value) {
        headers.add(name, value.toString().getBytes(UTF_8));
    }
}
