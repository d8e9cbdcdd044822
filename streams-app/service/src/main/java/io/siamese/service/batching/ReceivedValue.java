package io.siamese.service.batching;

import io.siamese.encoder.onnx.EncoderException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The value of a record as it travels through a topology: the bytes, and the result that its chunk may have.
 *
 * @param raw as received; not copied, not changed
 * @param pending the result of its chunk; null where it has none
 * @param <R> result for one record
 */
public record Received<R>(byte @Nullable [] raw, @Nullable Pending<R> pending) {
    private static final Logger LOG = LoggerFactory.getLogger(Received.class);

    /**
     * The record's result: its chunk's, or computed here for this one record, by the same function. Where that fails,
     * it is tried once more for this one record.
     *
     * @param record the record whose value this is
     * @throws RuntimeException if the work fails for this record alone too
     */
    public R awaitOrCompute(ChunkWork<R> work, RawRecord record) {
        try {
            return pending != null ? pending.awaitResult() : computeAlone(work, record);
        } catch (ExecutionException e) {
            LOG.atWarn().setCause(e.getCause()).log("a chunk failed, its records are tried one by one");
        } catch (EncoderException e) {
            LOG.atWarn().setCause(e).log("a record failed, it is tried once more");
        }
        return computeAlone(work, record);
    }

    private static <R> R computeAlone(ChunkWork<R> work, RawRecord record) {
        return work.apply(List.of(record)).get(0);
    }
}
