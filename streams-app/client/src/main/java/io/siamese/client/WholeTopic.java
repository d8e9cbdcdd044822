package io.siamese.client;

import io.siamese.schemas.kafka.BrokerAnswer;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.kafka.UnreachableTopicException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads everything that a topic of one partition holds, records of aborted transactions included. Not thread-safe. */
final class WholeTopic implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition partition;

    private WholeTopic(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition) {
        this.consumer = consumer;
        this.partition = partition;
    }

    /** @throws UnreachableTopicException if the topic cannot be found */
    static WholeTopic open(ContractSettings settings, String topic) {
        Map<String, Object> properties = new HashMap<>(settings.kafka().consumer());
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        var consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        if (consumer.partitionsFor(topic).isEmpty()) {
            consumer.close();
            throw new UnreachableTopicException(topic, settings.kafka().bootstrapServers(), null);
        }
        return new WholeTopic(consumer, new TopicPartition(topic, 0));
    }

    /** Reads to the end as it is now. */
    void readToEnd(Consumer<ConsumerRecord<byte[], byte[]>> each) {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = BrokerAnswer.about(partition, consumer.endOffsets(List.of(partition)));
        while (consumer.position(partition) < end) {
            consumer.poll(POLL).forEach(each);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
