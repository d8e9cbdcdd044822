package io.siamese.schemas.kafka;

import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that is open in a partition though its coordinator has ended it, or knows nothing of it: readers of committed
 * records wait behind it for ever.
 *
 * @param producerId whose transaction it is
 * @param transactionalId name of that producer; null if no coordinator knows it
 * @param startOffset where its first record lies
 * @param producerEpoch of that producer
 * @param coordinatorEpoch of the coordinator that the partition heard of last; 0: of none
 */
public record HangingTransaction(
        TopicPartition partition,
        long producerId,
        @Nullable String transactionalId,
        long startOffset,
        short producerEpoch,
        int coordinatorEpoch) {

    /** Whether it may be of a producer whose name begins with this. */
    public boolean isOf(String prefix) {
        return transactionalId == null || transactionalId.startsWith(prefix);
    }
}
