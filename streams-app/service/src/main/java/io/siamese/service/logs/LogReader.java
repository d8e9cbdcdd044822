package io.siamese.service.logs;

import io.siamese.schemas.kafka.BrokerAnswer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Opens one-partition logs and asks where they end. Thread-safe; the admin client belongs to the caller. */
public final class LogReader {
    private static final int BULK_RECORDS = 2_000;
    private static final int BULK_BYTES = 8 * 1024 * 1024;

    private final Map<String, Object> consumerSettings;
    private final Admin admin;
    private final Duration stall;

    /**
     * @param consumerSettings settings of the consumers, the broker's address among them
     * @param stall longest time without progress: an open transaction blocks no longer than its timeout
     */
    public LogReader(Map<String, Object> consumerSettings, Admin admin, Duration stall) {
        this.consumerSettings = new HashMap<>(consumerSettings);
        this.consumerSettings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        this.consumerSettings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        this.consumerSettings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        // A topic that somebody deletes must not come back with the broker's defaults.
        this.consumerSettings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        this.admin = admin;
        this.stall = stall;
    }

    /** A cursor at the start of a partition, which the caller closes. */
    public LogCursor openCursor(TopicPartition partition) {
        return openCursor(partition, consumerSettings);
    }

    /** As {@link #openCursor}, for a long partition of small records. */
    public LogCursor openInBulk(TopicPartition partition) {
        Map<String, Object> inBulk = new HashMap<>(consumerSettings);
        inBulk.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, BULK_RECORDS);
        inBulk.putIfAbsent(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, BULK_BYTES);
        return openCursor(partition, inBulk);
    }

    private LogCursor openCursor(TopicPartition partition, Map<String, Object> settings) {
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            return new LogCursor(consumer, partition, stall);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /** Reads what is committed now, and returns the offset up to which that is, exclusive. */
    public long readCommitted(TopicPartition partition, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        try (LogCursor cursor = openCursor(partition)) {
            cursor.readUpTo(cursor.committedEnd(), record -> {
                each.accept(record);
                return true;
            });
            return cursor.position();
        }
    }

    /** The offset of the next record written to a partition, open transactions counted in. */
    public long endOffset(TopicPartition partition) {
        return BrokerAnswer.await(admin.listOffsets(
                                Map.of(partition, OffsetSpec.latest()),
                                new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                        .partitionResult(partition))
                .offset();
    }

    /** The first offset that is still there. */
    public long startOffset(TopicPartition partition) {
        return BrokerAnswer.await(admin.listOffsets(Map.of(partition, OffsetSpec.earliest()))
                        .partitionResult(partition))
                .offset();
    }

    /** As {@link #endOffset}, but empty where the broker does not answer. */
    public OptionalLong endOffsetIfKnown(TopicPartition partition) {
        try {
            return OptionalLong.of(endOffset(partition));
        } catch (KafkaException e) {
            return OptionalLong.empty();
        }
    }

    /** The offset from which a group goes on reading a partition. */
    public Optional<OffsetAndMetadata> committed(String group, TopicPartition partition) {
        return Optional.ofNullable(
                BrokerAnswer.await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(group))
                        .get(partition));
    }
}
