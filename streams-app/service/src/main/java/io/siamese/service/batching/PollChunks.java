package io.siamese.service.batching;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds one poll, cut into chunks, and begins them in time. When a chunk is first awaited, it and the next {@value #AHEAD} begin, so that the workers
 * are busy while the stream thread goes through results. Used by one stream thread.
 */
final class PollChunks<R> {
    private static final Logger LOG = LoggerFactory.getLogger(PollChunks.class);
    private static final int AHEAD = 2;

    private final Executor workers;
    private final List<ChunkTask<R>> chunks = new ArrayList<>();
    private final AtomicInteger unawaited = new AtomicInteger();
    private int next;

    PollChunks(Executor workers) {
        this.workers = workers;
    }

    /** Adds a chunk, and returns its number. */
    int add(ChunkWork<R> work, List<RawRecord> records) {
        chunks.add(new ChunkTask<>(new FutureTask<>(() -> work.apply(records))));
        unawaited.incrementAndGet();
        return chunks.size() - 1;
    }

    /** Begins the first chunks. */
    void beginFirst() {
        beginNext(AHEAD);
    }

    /** Number of chunks whose results nobody has asked for yet; read by any thread, also when the poll is long gone. */
    AtomicInteger unawaited() {
        return unawaited;
    }

    /** Streams goes through partitions in an order of its own, so the chunk awaited need not be the next one. */
    List<R> awaitChunk(int number) throws ExecutionException, InterruptedException {
        ChunkTask<R> chunk = chunks.get(number);
        if (!chunk.awaited) {
            chunk.awaited = true;
            unawaited.decrementAndGet();
            chunk.submitOnce(workers);
            beginNext(AHEAD);
        }
        if (!chunk.begun) {
            chunk.results.run();
        }
        return chunk.results.get();
    }

    private void beginNext(int count) {
        int begun = 0;
        while (next < chunks.size() && chunks.get(next).awaited) {
            next++;
        }
        for (int i = next; i < chunks.size() && begun < count; i++) {
            if (!chunks.get(i).awaited) {
                chunks.get(i).submitOnce(workers);
                begun++;
            }
        }
    }

    private static final class ChunkTask<R> {
        private final FutureTask<List<R>> results;
        private boolean begun;
        private boolean awaited;

        ChunkTask(FutureTask<List<R>> results) {
            this.results = results;
        }

        void submitOnce(Executor workers) {
            if (!begun) {
                try {
                    workers.execute(results);
                    begun = true;
                } catch (RejectedExecutionException | OutOfMemoryError e) {
                    LOG.atWarn().setCause(e).log("no worker for a chunk: who awaits it computes it");
                }
            }
        }
    }
}
