package io.siamese.service.batching;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Says which records of a poll have all that they need. A record whose image lies elsewhere has it once the image is fetched. Records
 * that have to wait are polled again, so no transaction waits for them.
 */
interface Arrivals {
    /** All records have all that they need. */
    Arrivals ALL = (partitions, isAll) -> {};

    /**
     * Begins to fetch what the records of a poll need. Waits if nothing of the poll can be worked on: a moment, and longer at each
     * such poll of a thread.
     *
     * @param partitions records that may need something, one or more of each partition
     * @param isAll whether the poll has no other records
     */
    void beginFetching(List<List<ConsumerRecord<byte[], byte[]>>> partitions, boolean isAll);

    /** Whether a record can be worked on now. */
    default boolean hasArrived(ConsumerRecord<byte[], byte[]> record) {
        return true;
    }
}
