package io.siamese.testbed.bench;

import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import io.siamese.schemas.serde.EventReader;
import io.siamese.schemas.serde.EventSchemas;
import io.siamese.schemas.serde.Incoming;
import io.siamese.service.config.AppConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads what was committed, and compares it with what was published: exactly one decision a record, each by a search of the
 * gallery.
 */
final class DecisionAudit {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final List<BitSet> seen = new ArrayList<>();
    private final EventReader<MatchDecision> reader =
            new EventReader<>(MatchDecision.class, EventSchemas.before(fingerprint -> Optional.empty()));

    /** @param partitions of the topic */
    DecisionAudit(int partitions) {
        for (int partition = 0; partition < partitions; partition++) {
            seen.add(new BitSet());
        }
    }

    /** @throws BenchFailure if a decision is missing, there twice, about nothing that was published, or none by a search */
    static void checkDecisions(AppConfig config, PublishedImages load) {
        DecisionAudit audit = new DecisionAudit(load.partitions());
        audit.readCommitted(config);
        audit.checkComplete(load);
    }

    /**
     * Reads what is committed until there is a decision for each image.
     *
     * @throws BenchFailure if that takes too long, or as {@link #checkDecisions} does
     */
    static void awaitDecisions(AppConfig config, PublishedImages load, Duration atMost) {
        DecisionAudit audit = new DecisionAudit(load.partitions());
        long end = System.nanoTime() + atMost.toNanos();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(config)) {
            consumer.assign(partitions(config));
            consumer.seekToBeginning(consumer.assignment());
            while (audit.decided() < load.images() && System.nanoTime() < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(audit::countDecision);
            }
        }
        audit.checkComplete(load);
    }

    private void readCommitted(AppConfig config) {
        List<TopicPartition> partitions = partitions(config);
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(config)) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            readToEnd(consumer);
        }
    }

    /**
     * Reads on to what is the end now.
     *
     * @throws BenchFailure if that takes too long, or as {@link #countDecision} does
     */
    void readToEnd(KafkaConsumer<byte[], byte[]> consumer) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (ends.entrySet().stream().anyMatch(last -> consumer.position(last.getKey()) < last.getValue())) {
            consumer.poll(Duration.ofMillis(200)).forEach(this::countDecision);
            if (System.nanoTime() > end) {
                throw new BenchFailure("the decisions could not be read within " + PATIENCE.toSeconds() + " s");
            }
        }
    }

    /** The partitions of the decisions' topic. */
    static List<TopicPartition> partitions(AppConfig config) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (int partition = 0; partition < config.topics().imagePartitions(); partition++) {
            partitions.add(new TopicPartition(config.topics().names().matchDecisions(), partition));
        }
        return partitions;
    }

    static KafkaConsumer<byte[], byte[]> consumer(AppConfig config) {
        Map<String, Object> settings = new HashMap<>(config.kafka().consumer());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** @throws BenchFailure if a decision is there twice, or is none by a search */
    void countDecision(ConsumerRecord<byte[], byte[]> record) {
        if (!(reader.read(record.value()) instanceof Incoming.Readable<MatchDecision> readable)) {
            throw new BenchFailure(
                    "a decision cannot be read: " + record.topic() + "-" + record.partition() + "@" + record.offset());
        }
        MatchDecision decision = readable.value();
        int partition = decision.getSource().getPartition();
        int offset = Math.toIntExact(decision.getSource().getOffset());
        if (partition != record.partition()) {
            throw new BenchFailure("a decision in another partition than its image: " + decision.getSource());
        }
        if (seen.get(partition).get(offset)) {
            throw new BenchFailure("a second decision about " + decision.getSource());
        }
        if (decision.getOutcome() == Outcome.REJECTED || decision.getOutcome() == Outcome.NO_REFERENCE) {
            throw new BenchFailure(decision.getOutcome() + ": " + decision.getReason() + ", " + decision.getSource());
        }
        seen.get(partition).set(offset);
    }

    /** Decisions seen so far. */
    long decided() {
        return seen.stream().mapToLong(BitSet::cardinality).sum();
    }

    /** Offset of the first image of a partition that has no decision yet. */
    long decided(int partition) {
        return seen.get(partition).nextClearBit(0);
    }

    /** @throws BenchFailure if there is not exactly one decision for each image that was published */
    void checkComplete(PublishedImages load) {
        for (int partition = 0; partition < load.partitions(); partition++) {
            int missing = load.imagesIn(partition) - seen.get(partition).cardinality();
            if (missing > 0) {
                throw new BenchFailure(missing + " images of partition " + partition + " have no decision");
            }
            if (seen.get(partition).length() > load.imagesIn(partition)) {
                throw new BenchFailure("decisions about what was not published, in partition " + partition);
            }
        }
    }
}
