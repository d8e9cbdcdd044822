package io.siamese.service.batching;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Where a chunk ends. Bytes bound its time: a stream thread waits for a chunk with a transaction open, and a transaction
 * has a timeout.
 *
 * @param records of a chunk at most, at least 1
 * @param bytes of its values from which on it takes no more, at least 1
 */
public record ChunkLimits(int records, int bytes) {
    /** Cuts records into chunks of at least one, in their order. */
    List<List<ConsumerRecord<byte[], byte[]>>> cut(List<ConsumerRecord<byte[], byte[]>> all) {
        List<List<ConsumerRecord<byte[], byte[]>>> chunks = new ArrayList<>();
        int from = 0;
        long size = 0;
        for (int i = 0; i < all.size(); i++) {
            byte[] value = all.get(i).value();
            size += value == null ? 0 : value.length;
            if (i + 1 - from == records || size >= bytes || i + 1 == all.size()) {
                chunks.add(all.subList(from, i + 1));
                from = i + 1;
                size = 0;
            }
        }
        return chunks;
    }
}
