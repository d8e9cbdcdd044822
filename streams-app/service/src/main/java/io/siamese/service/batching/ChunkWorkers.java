package io.siamese.service.batching;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * Cuts polls into chunks, and has threads work on them that all stream threads of one application share. While one stream
 * thread commits or polls, the chunks of the others keep the encoder busy. No queue is unbounded, because each stream thread has a bounded number of
 * chunks under way. Thread-safe; whoever creates it closes it, after the application.
 *
 * @param <R> result for one record
 */
public final class ChunkWorkers<R> implements AutoCloseable {
    private final ChunkWork<R> work;
    private final ChunkLimits limits;
    private final PollBudget budget;
    private final ThreadPoolExecutor threads;
    /**
     * Counts, for each stream thread, the chunks of its latest poll that have not been awaited. A stream thread is known by
     * its consumer's interceptor. Entries are removed when the thread's consumer closes.
     */
    private final Map<ChunkInterceptor, AtomicInteger> unawaited = new ConcurrentHashMap<>();

    /**
     * @param topic the topic whose records are worked on; others pass
     * @param cost tells what a record costs
     * @param limits where a chunk ends
     * @param threads number of worker threads, at least 1
     */
    public ChunkWorkers(String topic, ChunkWork<R> work, RecordCost cost, ChunkLimits limits, int threads) {
        this(topic, work, cost, Arrivals.ALL, limits, threads);
    }

    /** The same of records whose images may lie elsewhere. */
    public ChunkWorkers(String topic, ChunkWork<R> work, ImageArrivals images, ChunkLimits limits, int threads) {
        this(topic, work, images, images, limits, threads);
    }

    private ChunkWorkers(
            String topic, ChunkWork<R> work, RecordCost cost, Arrivals arrivals, ChunkLimits limits, int threads) {
        this.work = work;
        this.limits = limits;
        this.budget = new PollBudget(topic, cost, arrivals, limits.pollWork());
        AtomicInteger number = new AtomicInteger();
        this.threads = (ThreadPoolExecutor) Executors.newFixedThreadPool(
                threads, task -> new Thread(task, "chunk-worker-" + topic + "-" + number.incrementAndGet()));
    }

    /**
     * Cuts a poll into chunks, a partition after the other, and gives each of its records a pending result.
     *
     * @param consumer the interceptor of the consumer that has polled
     * @param rewinds whether the consumer goes back to records that are cut off
     * @return the records that Streams shall see: all of them, or those whose work fits into a transaction
     */
    ConsumerRecords<byte[], byte[]> attachResults(
            ChunkInterceptor consumer, ConsumerRecords<byte[], byte[]> records, boolean rewinds) {
        PollBudget.Cut cut = rewinds ? budget.cutToBudget(records) : budget.weighAll(records);
        PollChunks<R> poll = new PollChunks<>(threads);
        // Without a time of its own, a record takes its partition's, which only Streams knows.
        List<WeighedRecord> timed = cut.weighed().stream()
                .filter(weighed -> weighed.record().timestamp() >= 0)
                .toList();
        for (List<WeighedRecord> chunk : limits.cutIntoChunks(timed)) {
            addChunk(poll, chunk);
        }
        unawaited.put(consumer, poll.unawaited());
        poll.beginFirst();
        return cut.records();
    }

    private void addChunk(PollChunks<R> poll, List<WeighedRecord> chunk) {
        int number = poll.add(
                work,
                chunk.stream().map(weighed -> RawRecord.from(weighed.record())).toList());
        for (int place = 0; place < chunk.size(); place++) {
            chunk.get(place).record().headers().add(new ChunkHeader(new PendingResult<>(poll, number, place)));
        }
    }

    /** Forgets the latest poll of a consumer that closes: nobody will await what is left of it. */
    void forgetConsumer(ChunkInterceptor consumer) {
        unawaited.remove(consumer);
    }

    /**
     * Whether a chunk is worked on, or waits for a worker or for its stream thread to come to it. It is asked thousands of times a
     * second, and counting active threads takes the executor's lock, so that comes last.
     */
    public boolean isBusy() {
        for (AtomicInteger chunks : unawaited.values()) {
            if (chunks.get() > 0) {
                return true;
            }
        }
        return !threads.getQueue().isEmpty() || threads.getActiveCount() > 0;
    }

    /** Tells the work that a stream thread has ended a transaction. */
    public void endTransaction() {
        work.endTransaction();
    }

    /** Lets the chunks under way end. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(30, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
