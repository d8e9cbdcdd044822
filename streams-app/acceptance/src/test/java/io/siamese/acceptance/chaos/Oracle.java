package io.siamese.acceptance.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.siamese.events.ExemplarStatus;
import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import io.siamese.schemas.serde.EventReader;
import io.siamese.schemas.serde.EventSchemas;
import io.siamese.schemas.serde.Incoming;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Knows what was published, reads what was committed, and counts: one decision for each image, one dead letter for each
 * image that was published broken. It reads on a thread of its own. Thread-safe.
 */
final class Oracle implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final String CHECK = "check-";

    private final List<PartitionCount> counts = new ArrayList<>();
    private final Map<String, MatchDecision> checks = new HashMap<>();
    private final EventReader<MatchDecision> decisions = reader(MatchDecision.class);
    private final EventReader<ExemplarStatus> statuses = reader(ExemplarStatus.class);
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread = new Thread(this::read, "oracle");
    private volatile boolean closed;
    private volatile RuntimeException failure;
    private ExemplarStatus latest = new ExemplarStatus();

    Oracle(String bootstrapServers, int partitions) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "isolation.level",
                        "read_committed",
                        // A place that is lost is a failure: nothing may be passed over in silence.
                        "auto.offset.reset",
                        "none"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> read = new ArrayList<>(
                List.of(new TopicPartition("dead-letters", 0), new TopicPartition("exemplar-status", 0)));
        for (int partition = 0; partition < partitions; partition++) {
            counts.add(new PartitionCount());
            read.add(new TopicPartition("match-decisions", partition));
        }
        consumer.assign(read);
        consumer.seekToBeginning(read);
        thread.start();
    }

    private static <T extends SpecificRecord> EventReader<T> reader(Class<T> type) {
        return new EventReader<>(type, EventSchemas.before(fingerprint -> Optional.empty()));
    }

    private void read() {
        try (consumer) {
            while (!closed) {
                consumer.poll(POLL).forEach(this::note);
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private synchronized void note(ConsumerRecord<byte[], byte[]> record) {
        switch (record.topic()) {
            case "exemplar-status" -> {
                // A null rolls a segment, or clears a status.
                if (record.value() != null) {
                    status(readable(statuses, record));
                }
            }
            case "dead-letters" ->
                counts.get(number(record, "dead-letter-partition")).letter(number(record, "dead-letter-offset"));
            default -> decision(record, readable(decisions, record));
        }
    }

    private static int number(ConsumerRecord<byte[], byte[]> letter, String header) {
        return Integer.parseInt(new String(letter.headers().lastHeader(header).value(), UTF_8));
    }

    private static <T extends SpecificRecord> T readable(EventReader<T> reader, ConsumerRecord<byte[], byte[]> record) {
        if (reader.read(record.value()) instanceof Incoming.Readable<T> readable) {
            return readable.value();
        }
        throw new IllegalStateException("unreadable: " + record);
    }

    private void status(ExemplarStatus status) {
        if (status.getSourceOffset() >= latest.getSourceOffset()) {
            latest = status;
        }
    }

    private void decision(ConsumerRecord<byte[], byte[]> record, MatchDecision decision) {
        counts.get(decision.getSource().getPartition())
                .decision(
                        Math.toIntExact(decision.getSource().getOffset()),
                        decision.getOutcome() == Outcome.REJECTED ? String.valueOf(decision.getReason()) : null);
        if (decision.getImageId().startsWith(CHECK)) {
            checks.put(decision.getImageId(), decision);
        }
        if (record.partition() != decision.getSource().getPartition()) {
            throw new IllegalStateException("a decision in another partition than its image: " + decision);
        }
    }

    /** @param broken whether it must be rejected */
    synchronized void published(RecordMetadata image, boolean broken) {
        counts.get(image.partition()).published(Math.toIntExact(image.offset()), broken);
    }

    /** Where each partition ends by what was published. */
    synchronized List<Integer> marks() {
        return counts.stream().map(PartitionCount::end).toList();
    }

    /** Whether each partition has a decision about an image that was published behind its mark. */
    synchronized boolean decidedBeyond(List<Integer> marks) {
        rethrow();
        return places(marks).allMatch(place -> counts.get(place).lastDecided() >= marks.get(place));
    }

    /** Whether all images before the marks are decided, and the broken ones have dead letters. */
    synchronized boolean decidedUpTo(List<Integer> marks) {
        rethrow();
        return places(marks).allMatch(place -> counts.get(place).isDecidedUpTo(marks.get(place)));
    }

    private static IntStream places(List<Integer> marks) {
        return IntStream.range(0, marks.size());
    }

    private void rethrow() {
        if (failure != null) {
            throw failure;
        }
    }

    /** What was published between two marks, and what became of it. */
    synchronized Tally tally(List<Integer> from, List<Integer> to) {
        return places(from)
                .mapToObj(place -> counts.get(place).tally(from.get(place), to.get(place)))
                .reduce(Tally.NONE, Tally::plus);
    }

    /** The images between two marks that were rejected though whole, or not rejected though broken. */
    synchronized List<String> misjudged(List<Integer> from, List<Integer> to) {
        return places(from)
                .boxed()
                .flatMap(place -> counts.get(place).misjudged(from.get(place), to.get(place)).stream()
                        .map(image -> "images-" + place + " at " + image))
                .toList();
    }

    /** The status that answers the latest record of exemplars that was answered. */
    synchronized ExemplarStatus latestStatus() {
        rethrow();
        return latest;
    }

    /** The decision about an image whose id begins with {@code check-}. */
    synchronized Optional<MatchDecision> check(String imageId) {
        rethrow();
        return Optional.ofNullable(checks.get(imageId));
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
