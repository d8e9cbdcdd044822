package io.siamese.service.batching;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Holds a record as it was received, for the work on its chunk.
 *
 * @param topic where it was read, with partition and offset
 * @param key as received; null where there is none
 * @param value as received; not copied, not changed
 * @param headers as received; of this record alone, so that a worker may read them while Streams changes its own
 * @param at record time in milliseconds, not negative
 */
public record RawRecord(
        String topic,
        int partition,
        long offset,
        byte @Nullable [] key,
        byte @Nullable [] value,
        Headers headers,
        long at) {

    /** As polled, with headers of its own. */
    public static RawRecord from(ConsumerRecord<byte[], byte[]> record) {
        return new RawRecord(
                record.topic(),
                record.partition(),
                record.offset(),
                record.key(),
                record.value(),
                new RecordHeaders(record.headers().toArray()),
                record.timestamp());
    }

    /** As a processor receives it, to be worked on by the same thread. */
    public static RawRecord from(Record<byte[], ? extends ReceivedValue<?>> record, RecordMetadata metadata) {
        return new RawRecord(
                metadata.topic(),
                metadata.partition(),
                metadata.offset(),
                record.key(),
                record.value().raw(),
                record.headers(),
                record.timestamp());
    }
}
