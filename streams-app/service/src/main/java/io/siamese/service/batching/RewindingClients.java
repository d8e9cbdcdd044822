package io.siamese.service.batching;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Gives Kafka Streams its usual clients, and a main consumer that goes back to what {@link ChunkInterceptor} cuts off. With the
 * protocol of streams groups, Streams makes its main consumer by itself; polls are not cut then.
 */
public final class RewindingClients implements KafkaClientSupplier {
    private final UnaryOperator<String> transactionalIds;
    private final Runnable onTransactionEnd;

    /**
     * @param transactionalIds given the name that Kafka Streams has for a producer, says the name that it gets
     * @param onTransactionEnd told when a transaction is committed or given up
     */
    public RewindingClients(UnaryOperator<String> transactionalIds, Runnable onTransactionEnd) {
        this.transactionalIds = transactionalIds;
        this.onTransactionEnd = onTransactionEnd;
    }

    @Override
    public Admin getAdmin(Map<String, Object> settings) {
        return Admin.create(settings);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> settings) {
        Map<String, Object> named = new HashMap<>(settings);
        named.computeIfPresent(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG, (key, given) -> transactionalIds.apply(String.valueOf(given)));
        return new ObservedProducer(named, onTransactionEnd);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> settings) {
        return new RewindingConsumer(settings);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> settings) {
        return plainConsumer(settings);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> settings) {
        return plainConsumer(settings);
    }

    private static Consumer<byte[], byte[]> plainConsumer(Map<String, Object> settings) {
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
