package io.siamese.console.room.health;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.siamese.client.DeadLetterRedrive;
import io.siamese.console.kafka.BackgroundLoop;
import io.siamese.console.kafka.RecordReader;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.kafka.TopicTail;
import io.siamese.schemas.resource.ResourceStack;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Follows the dead letters, and sends one again where somebody asks for it. Thread-safe; the caller closes it. */
final class DeadLetters implements AutoCloseable {

    /** Dead letters that are kept at most; their bytes stay in the topic. */
    private static final int MOST_KEPT = 200;

    private static final Duration POLL = Duration.ofMillis(200);

    private final String topic;
    private final RecordReader records;
    private final DeadLetterRedrive redrive;
    private final Deque<Letter> latest = new ArrayDeque<>();
    private final ResourceStack opened;

    private DeadLetters(String topic, RecordReader records, DeadLetterRedrive redrive, ResourceStack opened) {
        this.topic = topic;
        this.records = records;
        this.redrive = redrive;
        this.opened = opened;
    }

    /** Begins with the last ones. */
    static DeadLetters open(ContractSettings settings) {
        String topic = settings.topics().names().deadLetters();
        try (ResourceStack opened = new ResourceStack()) {
            RecordReader records = opened.add(RecordReader.open(settings));
            DeadLetterRedrive redrive = opened.add(DeadLetterRedrive.open(settings));
            TopicTail tail = opened.add(TopicTail.openLast(settings, topic, MOST_KEPT));
            ResourceStack loop = opened.add(new ResourceStack());
            DeadLetters letters = new DeadLetters(topic, records, redrive, opened.release());
            loop.add(BackgroundLoop.start(
                    "siamese-console-dead-letters", () -> tail.poll(POLL).forEach(letters::addLetter)));
            return letters;
        }
    }

    private void addLetter(ConsumerRecord<byte[], byte[]> record) {
        Letter letter = new Letter(
                record.partition(),
                record.offset(),
                textOrEmpty(record.key()),
                headerText(record, "dead-letter-reason"),
                headerText(record, "dead-letter-topic") + "-" + headerText(record, "dead-letter-partition") + "-"
                        + headerText(record, "dead-letter-offset"),
                record.value() == null ? -1 : record.value().length,
                record.timestamp());
        synchronized (latest) {
            latest.addFirst(letter);
            if (latest.size() > MOST_KEPT) {
                latest.removeLast();
            }
        }
    }

    /** The latest ones, newest first. */
    List<Letter> latestLetters(int most) {
        synchronized (latest) {
            return latest.stream().limit(most).toList();
        }
    }

    /**
     * Sends one again.
     *
     * @return where it was written; empty if the topic no longer holds the dead letter
     * @throws IllegalArgumentException if the dead letter was cut
     * @throws KafkaException if it cannot be published
     */
    Optional<RecordMetadata> redrive(int partition, long offset) {
        try {
            return records.read(topic, partition, offset)
                    .map(letter -> redrive.redrive(letter).join());
        } catch (CompletionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : e;
        }
    }

    private static String headerText(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : textOrEmpty(header.value());
    }

    private static String textOrEmpty(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, UTF_8);
    }

    @Override
    public void close() {
        opened.close();
    }
}
