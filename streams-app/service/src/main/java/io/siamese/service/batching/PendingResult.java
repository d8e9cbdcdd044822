package io.siamese.service.batching;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Gives the result of one record once its chunk is worked on.
 *
 * @param <R> result for one record
 */
public final class PendingResult<R> {
    private final PollChunks<R> poll;
    private final int chunk;
    private final int place;

    PendingResult(PollChunks<R> poll, int chunk, int place) {
        this.poll = poll;
        this.chunk = chunk;
        this.place = place;
    }

    /**
     * Waits for the chunk, and lets the chunks behind it begin.
     *
     * @throws ExecutionException if the chunk has no results; the record may still have one by itself
     */
    public R awaitResult() throws ExecutionException {
        try {
            return poll.awaitChunk(chunk).get(place);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
