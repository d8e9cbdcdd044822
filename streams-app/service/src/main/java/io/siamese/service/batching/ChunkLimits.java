package io.siamese.service.batching;

import java.util.ArrayList;
import java.util.List;

/**
 * Says where a chunk ends. Bytes and work bound its time: a stream thread waits for a chunk with a transaction open, and a
 * transaction has a timeout.
 *
 * @param records of a chunk at most, at least 1
 * @param bytes of its values from which on it takes no more, at least 1
 * @param work pixels × passes of its images at most; an image of more is a chunk by itself
 * @param pollWork pixels × passes of a poll at most, see {@link PollBudget}
 */
public record ChunkLimits(int records, int bytes, long work, long pollWork) {
    /** Cuts records into chunks of at least one, in their order. */
    List<List<WeighedRecord>> cutIntoChunks(List<WeighedRecord> all) {
        List<List<WeighedRecord>> chunks = new ArrayList<>();
        int from = 0;
        long size = 0;
        long cost = 0;
        for (int i = 0; i < all.size(); i++) {
            WeighedRecord next = all.get(i);
            if (i > from && (i - from == records || size >= bytes || cost + next.work() > work)) {
                chunks.add(all.subList(from, i));
                from = i;
                size = 0;
                cost = 0;
            }
            size += next.valueLength();
            cost += next.work();
        }
        if (from < all.size()) {
            chunks.add(all.subList(from, all.size()));
        }
        return chunks;
    }
}
