package io.siamese.schemas.serde;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes the clients of topic {@code schemas} from the settings that the application's clients share.
 *
 * @param shared settings of Kafka clients
 * @param timeout the time that one call may take
 */
record SchemaTopicClients(Map<String, ?> shared, Duration timeout) {

    /** A consumer of no group: it reads the one partition from its start, and commits nothing. */
    KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> settings = bounded();
        settings.remove(CommonClientConfigs.GROUP_ID_CONFIG);
        settings.remove(CommonClientConfigs.GROUP_INSTANCE_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** A producer outside of every transaction: a schema must be there before the transaction that uses it. */
    KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> settings = bounded();
        settings.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout.toMillis());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Math.toIntExact(timeout.toMillis()));
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Map<String, Object> bounded() {
        Map<String, Object> settings = new HashMap<>(shared);
        int millis = Math.toIntExact(timeout.toMillis());
        // Two clients of one id would fight for one name among the metrics.
        settings.put(
                CommonClientConfigs.CLIENT_ID_CONFIG,
                shared.containsKey(CommonClientConfigs.CLIENT_ID_CONFIG)
                        ? shared.get(CommonClientConfigs.CLIENT_ID_CONFIG) + "-schemas"
                        : "schemas");
        settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, millis);
        settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        return settings;
    }
}
