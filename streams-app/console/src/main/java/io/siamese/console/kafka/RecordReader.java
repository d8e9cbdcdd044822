package io.siamese.console.kafka;

import io.siamese.schemas.kafka.ContractSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads single records by their coordinates. It has one consumer, and lets one reading after the other use it: a record of a broker
 * nearby takes a few milliseconds. Thread-safe; the caller closes it.
 */
public final class RecordReader implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration POLL = Duration.ofMillis(100);
    /** The broker gives a record that is larger all the same, alone. */
    private static final int FETCH_BYTES = 64 * 1024;

    private final Consumer<byte[], byte[]> consumer;
    private final Map<String, Integer> partitions = new HashMap<>();

    private RecordReader(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** Opens the consumer. Connects to nothing yet. */
    public static RecordReader open(ContractSettings settings) {
        Map<String, Object> properties = new HashMap<>(settings.kafka().consumer());
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) POLL.toMillis());
        return new RecordReader(
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    /** Reads the record; empty if the topic no longer holds it, or never did. */
    public synchronized Optional<ConsumerRecord<byte[], byte[]>> read(String topic, int partition, long offset) {
        if (partition < 0 || partition >= partitionsOf(topic) || offset < 0) {
            return Optional.empty();
        }
        TopicPartition place = new TopicPartition(topic, partition);
        consumer.assign(List.of(place));
        consumer.seek(place, offset);
        try {
            return awaitRecord(place, offset);
        } catch (OffsetOutOfRangeException e) {
            return Optional.empty();
        }
    }

    private Optional<ConsumerRecord<byte[], byte[]>> awaitRecord(TopicPartition place, long offset) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        // The position moves over what compaction removed and over markers of transactions.
        while (System.nanoTime() < end && consumer.position(place) <= offset) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                return record.offset() == offset ? Optional.of(record) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private int partitionsOf(String topic) {
        return partitions.computeIfAbsent(
                topic, name -> consumer.partitionsFor(name).size());
    }

    @Override
    public synchronized void close() {
        consumer.close();
    }
}
