package io.siamese.service.batching;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Says which records of a poll have all that they need. A record whose image lies elsewhere has it once the image is fetched. Records
 * that have to wait are polled again, so no transaction waits for them.
 */
interface Arrivals {
    /** All records have all that they need. */
    Arrivals ALL = partitions -> {};

    /** Begins to fetch what the records of a poll need. Waits a moment if no partition has a first record that can be worked on. */
    void begin(List<List<ConsumerRecord<byte[], byte[]>>> partitions);

    /** Whether a record can be worked on now. */
    default boolean isHere(ConsumerRecord<byte[], byte[]> record) {
        return true;
    }
}
