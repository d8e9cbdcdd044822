package io.siamese.service.batching;

import io.siamese.encoder.onnx.EncoderException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the value of a record in a topology: the bytes, and the result of its chunk if there is one.
 *
 * @param raw as received; not copied, not changed
 * @param pending the result of its chunk; null where it has none
 * @param <R> result for one record
 */
public record ReceivedValue<R>(
        byte @Nullable [] raw, @Nullable PendingResult<R> pending) {
    private static final Logger LOG = LoggerFactory.getLogger(ReceivedValue.class);

    /**
     * Takes the record's result from its chunk. If there is no chunk, or its work failed, the same function computes the result
     * here for this one record. An encoder that fails there is tried once more.
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
