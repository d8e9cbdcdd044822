package io.siamese.schemas.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads all partitions of a topic, committed records only, without a consumer group. Not thread-safe. */
public final class TopicTail implements AutoCloseable {

    private static final int ANSWER_MS = 15_000;

    private static final Logger LOG = LoggerFactory.getLogger(TopicTail.class);

    private final Consumer<byte[], byte[]> consumer;

    private TopicTail(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /**
     * Takes its place at once: what is committed after this call is read.
     *
     * @throws UnreachableTopicException if the topic cannot be found
     */
    public static TopicTail open(ContractSettings settings, String topic, boolean fromBeginning) {
        return open(settings, topic, fromBeginning ? Consumer::seekToBeginning : Consumer::seekToEnd);
    }

    /**
     * Takes its place at once, so many records before the end of each partition or at its beginning.
     *
     * @throws UnreachableTopicException if the topic cannot be found
     */
    public static TopicTail openLast(ContractSettings settings, String topic, long records) {
        return open(settings, topic, (consumer, partitions) -> {
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            consumer.endOffsets(partitions)
                    .forEach((partition, end) ->
                            consumer.seek(partition, Math.max(begins.getOrDefault(partition, 0L), end - records)));
        });
    }

    /**
     * Takes its place at once, at the first record of each partition that is not older.
     *
     * @throws UnreachableTopicException if the topic cannot be found
     */
    public static TopicTail openSince(ContractSettings settings, String topic, Instant since) {
        return open(settings, topic, (consumer, partitions) -> {
            consumer.seekToEnd(partitions);
            consumer.offsetsForTimes(partitions.stream()
                            .collect(Collectors.toMap(Function.identity(), partition -> since.toEpochMilli())))
                    .forEach((partition, found) -> {
                        if (found != null) {
                            consumer.seek(partition, found.offset());
                        }
                    });
        });
    }

    private static TopicTail open(
            ContractSettings settings,
            String topic,
            BiConsumer<Consumer<byte[], byte[]>, List<TopicPartition>> takePlace) {
        var consumer =
                new KafkaConsumer<>(properties(settings), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            List<TopicPartition> partitions = partitions(consumer, topic, settings);
            consumer.assign(partitions);
            takePlace.accept(consumer, partitions);
            // Seeking is lazy; the position must be taken before anything is published.
            partitions.forEach(consumer::position);
            return new TopicTail(consumer);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    private static List<TopicPartition> partitions(
            Consumer<byte[], byte[]> consumer, String topic, ContractSettings settings) {
        String bootstrap = settings.kafka().bootstrapServers();
        try {
            List<PartitionInfo> found = consumer.partitionsFor(topic);
            if (found == null || found.isEmpty()) {
                throw new UnreachableTopicException(topic, bootstrap, null);
            }
            return found.stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
        } catch (TimeoutException e) {
            throw new UnreachableTopicException(topic, bootstrap, e);
        }
    }

    private static Map<String, Object> properties(ContractSettings settings) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MS);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.putAll(settings.kafka().consumer());
        // A tail that fell behind the retention would go on at the end, and nobody would know.
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return properties;
    }

    /** The next records; none after a gap, which is logged: reading goes on with the first record that is left. */
    public ConsumerRecords<byte[], byte[]> poll(Duration patience) {
        try {
            return consumer.poll(patience);
        } catch (OffsetOutOfRangeException e) {
            consumer.seekToBeginning(e.partitions());
            e.offsetOutOfRangePartitions()
                    .forEach((partition, offset) -> LOG.atWarn()
                            .addKeyValue("partition", partition)
                            .addKeyValue("wanted", offset)
                            .addKeyValue("first", consumer.position(partition))
                            .log("records were deleted before they were read here"));
            return ConsumerRecords.empty();
        }
    }

    /** The end of each partition as it is now, of committed records. */
    public Map<TopicPartition, Long> ends() {
        return consumer.endOffsets(consumer.assignment());
    }

    /** Whether all before these ends has been polled. */
    public boolean hasReached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** Reads from its place to the end as it is now, committed records only. */
    public void readToEnd(java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
        Map<TopicPartition, Long> ends = ends();
        while (!hasReached(ends)) {
            poll(Duration.ofMillis(100)).forEach(each);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
