package io.siamese.client;

import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.kafka.UnreachableTopicException;
import io.siamese.schemas.topic.TopicPlan;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Opens producers that can carry an image, and say early where they have nowhere to publish to. */
final class Producers {

    private static final int ANSWER_MS = 15_000;
    private static final int DELIVERY_MS = 30_000;
    private static final int BATCH_BYTES = 256 * 1024;
    private static final int LEAST_BUFFER = 32 * 1024 * 1024;

    private Producers() {}

    static Producer<byte[], byte[]> open(ContractSettings settings, String topic) {
        var producer = new KafkaProducer<>(properties(settings), new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.partitionsFor(topic);
            return producer;
        } catch (TimeoutException e) {
            producer.close();
            throw new UnreachableTopicException(topic, settings.kafka().bootstrapServers(), e);
        } catch (RuntimeException e) {
            producer.close();
            throw e;
        }
    }

    private static Map<String, Object> properties(ContractSettings settings) {
        int largest = settings.maxImageBytes() + 2 * TopicPlan.ENVELOPE_BYTES;
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, ANSWER_MS);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MS);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MS);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Math.max(largest, BATCH_BYTES));
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Math.max(LEAST_BUFFER, 4 * largest));
        properties.putAll(settings.kafka().producer());
        return properties;
    }
}
