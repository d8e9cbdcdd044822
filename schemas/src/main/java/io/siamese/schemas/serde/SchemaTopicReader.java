package io.siamese.schemas.serde;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Reads topic {@code schemas} on, from where it stopped to the end of that moment. Not thread-safe. */
final class SchemaTopicReader {

    private final SchemaTopicClients clients;
    private final TopicPartition partition;
    private final Duration timeout;
    private final PublishedSchemas published;
    private @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private boolean closed;

    SchemaTopicReader(SchemaTopicClients clients, String topic, Duration timeout, PublishedSchemas published) {
        this.clients = clients;
        this.partition = new TopicPartition(topic, 0);
        this.timeout = timeout;
        this.published = published;
    }

    /**
     * Reads to the end. A topic that does not exist has no schemas.
     *
     * @throws org.apache.kafka.common.KafkaException if the end is not reached in time
     */
    void catchUp() {
        if (closed) {
            throw new SchemaLookupException("topic " + partition.topic() + " is closed to this reader");
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        KafkaConsumer<byte[], byte[]> open = openedConsumer();
        if (open.partitionsFor(partition.topic(), timeout).isEmpty()) {
            return;
        }
        long end = open.endOffsets(List.of(partition), timeLeft(deadline)).getOrDefault(partition, 0L);
        if (open.position(partition, timeLeft(deadline)) > end) {
            // The topic was deleted and made anew.
            open.seekToBeginning(List.of(partition));
        }
        while (open.position(partition, timeLeft(deadline)) < end) {
            open.poll(timeLeft(deadline))
                    .forEach(record -> published.applyRecord(record.key(), record.value(), record.offset()));
        }
    }

    void close() {
        closed = true;
        if (consumer != null) {
            consumer.close();
            consumer = null;
        }
    }

    private KafkaConsumer<byte[], byte[]> openedConsumer() {
        KafkaConsumer<byte[], byte[]> open = consumer;
        if (open == null) {
            open = clients.consumer();
            open.assign(List.of(partition));
            open.seekToBeginning(List.of(partition));
            consumer = open;
        }
        return open;
    }

    private Duration timeLeft(long deadline) {
        Duration left = Duration.ofNanos(deadline - System.nanoTime());
        if (left.isNegative() || left.isZero()) {
            throw new TimeoutException("the end of " + partition + " was not reached within " + timeout);
        }
        return left;
    }
}
