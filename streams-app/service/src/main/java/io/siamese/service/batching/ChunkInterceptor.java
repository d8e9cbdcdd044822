package io.siamese.service.batching;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the poll the batch: hands each poll of a stream thread's consumer to the {@link ChunkWorkers} in its settings,
 * on that thread, before Streams sees the first record. It changes no record beyond a header that the deserializer takes
 * off. From the consumer of {@link RewindingClients} it cuts off records that would take too long; that consumer polls them
 * again. Whatever goes wrong here, records go on without results, and the topology computes
 * them one by one.
 */
public final class ChunkInterceptor implements ConsumerInterceptor<byte[], byte[]> {
    /** Key of the consumer's settings under which the {@link ChunkWorkers} are given, as an object. */
    public static final String WORKERS = "siamese.chunk.workers";

    private static final Logger LOG = LoggerFactory.getLogger(ChunkInterceptor.class);

    /** Key of the consumer's settings, true if the consumer goes back to the next offsets that a poll states. */
    static final String REWINDS = "siamese.chunk.rewinds";

    private ChunkWorkers<?> workers;
    private boolean rewinds;

    @Override
    public void configure(Map<String, ?> settings) {
        if (!(settings.get(WORKERS) instanceof ChunkWorkers<?> given)) {
            throw new IllegalArgumentException(WORKERS + " must be given with " + ChunkInterceptor.class.getName());
        }
        workers = given;
        rewinds = Boolean.TRUE.equals(settings.get(REWINDS));
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        try {
            return workers.attachResults(this, records, rewinds);
        } catch (Exception | Error e) {
            LOG.atWarn().setCause(e).addKeyValue("records", records.count()).log("a poll goes on without chunks");
        }
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        // Nothing is kept.
    }

    @Override
    public void close() {
        // The workers stay open, because other stream threads share them. Without them, this was never configured.
        if (workers != null) {
            workers.forgetConsumer(this);
        }
    }
}
