package io.siamese.service.batching;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * The threads that work on chunks, shared by all stream threads of one application: while one of them commits or polls,
 * the chunks of the others keep the encoder busy. No queue is unbounded: each stream thread has a bounded number of
 * chunks under way. Thread-safe; whoever creates it closes it, after the application.
 *
 * @param <R> result for one record
 */
public final class ChunkWorkers<R> implements AutoCloseable {
    private final String topic;
    private final ChunkWork<R> work;
    private final ChunkLimits limits;
    private final ThreadPoolExecutor threads;
    /**
     * Counts, for each stream thread, the chunks of its latest poll that have not been awaited. A stream thread is known by
     * its consumer's interceptor. Entries are removed when the thread's consumer closes.
     */
    private final Map<ChunkInterceptor, AtomicInteger> unawaited = new ConcurrentHashMap<>();

    /**
     * @param topic the topic whose records are worked on; others pass
     * @param limits where a chunk ends
     * @param threads number of worker threads, at least 1
     */
    public ChunkWorkers(String topic, ChunkWork<R> work, ChunkLimits limits, int threads) {
        this.topic = topic;
        this.work = work;
        this.limits = limits;
        AtomicInteger number = new AtomicInteger();
        this.threads = (ThreadPoolExecutor) Executors.newFixedThreadPool(
                threads, task -> new Thread(task, "chunk-worker-" + topic + "-" + number.incrementAndGet()));
    }

    /**
     * Cuts a poll into chunks, a partition after the other, and gives each of its records a pending result.
     *
     * @param consumer the interceptor of the consumer that has polled
     */
    void attach(ChunkInterceptor consumer, ConsumerRecords<byte[], byte[]> records) {
        List<ConsumerRecord<byte[], byte[]>> timed = new ArrayList<>(records.count());
        for (ConsumerRecord<byte[], byte[]> record : records.records(topic)) {
            // Without a time of its own, a record takes its partition's, which only Streams knows.
            if (record.timestamp() >= 0) {
                timed.add(record);
            }
        }
        PollChunks<R> poll = new PollChunks<>(threads);
        for (List<ConsumerRecord<byte[], byte[]>> chunk : limits.cut(timed)) {
            attach(poll, chunk);
        }
        unawaited.put(consumer, poll.unawaited());
        poll.begin();
    }

    private void attach(PollChunks<R> poll, List<ConsumerRecord<byte[], byte[]>> chunk) {
        int number = poll.add(work, chunk.stream().map(RawRecord::from).toList());
        for (int place = 0; place < chunk.size(); place++) {
            chunk.get(place).headers().add(new ChunkHeader(new Pending<>(poll, number, place)));
        }
    }

    /** Forgets the latest poll of a consumer that closes: nobody will await what is left of it. */
    void forget(ChunkInterceptor consumer) {
        unawaited.remove(consumer);
    }

    /** Whether a chunk is worked on, or waits for a worker or for its stream thread to come to it. */
    public boolean isBusy() {
        return threads.getActiveCount() > 0
                || !threads.getQueue().isEmpty()
                || unawaited.values().stream().anyMatch(chunks -> chunks.get() > 0);
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
