package io.siamese.service.batching;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Estimates what the work on a record costs before the work is begun. */
public interface RecordCost {
    /**
     * Pixels × passes of the record's image, or 0 if there is no image to decode. Called on stream threads for every record, so it
     * decodes nothing.
     */
    long estimate(ConsumerRecord<byte[], byte[]> record);
}
