package io.siamese.streams.client;

import io.siamese.schemas.topic.TopicPlan;
import io.siamese.streams.config.AppConfig;
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

    static Producer<byte[], byte[]> open(AppConfig config, String topic) {
        var producer = new KafkaProducer<>(settings(config), new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.partitionsFor(topic);
            return producer;
        } catch (TimeoutException e) {
            producer.close();
            throw new UnreachableTopicException(topic, config.kafka().bootstrapServers(), e);
        } catch (RuntimeException e) {
            producer.close();
            throw e;
        }
    }

    private static Map<String, Object> settings(AppConfig config) {
        int largest = config.images().maxBytes() + 2 * TopicPlan.ENVELOPE_BYTES;
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, ANSWER_MS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MS);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Math.max(largest, BATCH_BYTES));
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Math.max(LEAST_BUFFER, 4 * largest));
        settings.putAll(config.kafka().producer());
        return settings;
    }
}
