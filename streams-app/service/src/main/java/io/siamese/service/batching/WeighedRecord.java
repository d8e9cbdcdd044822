package io.siamese.service.batching;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Holds a polled record with the estimate of what it costs.
 *
 * @param work pixels × passes of its image
 */
record WeighedRecord(ConsumerRecord<byte[], byte[]> record, long work) {
    int valueLength() {
        return record.value() == null ? 0 : record.value().length;
    }
}
