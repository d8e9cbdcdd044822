package io.siamese.service.batching;

import java.util.List;

/**
 * What is done with a chunk of records: everything that gains from many at once. A function of the records and of
 * shared, thread-safe state; a chunk of one gives what a chunk of many gives for the same record.
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
}
