package io.siamese.service.batching;

import java.util.List;

/**
 * Computes the results of a chunk of records: everything that is faster for many records at once. It depends on the records
 * and on shared, thread-safe state alone, so a record has the same result in a chunk of one and in a chunk of many.
 *
 * @param <R> result for one record
 */
public interface ChunkWork<R> {
    /**
     * Works on a chunk.
     *
     * @param chunk one or more records as they were received
     * @return a result for each record, in their order. A bad record has a result that says so.
     * @throws RuntimeException if something other than a record is at fault: there is no result then
     */
    List<R> apply(List<RawRecord> chunk);

    /** Told when a stream thread has ended a transaction, on that thread, while other threads may be at work. */
    default void endTransaction() {}
}
