package io.siamese.client;

import io.siamese.events.MatchDecision;
import io.siamese.schemas.kafka.ContractSchemas;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.kafka.TopicTail;
import io.siamese.schemas.kafka.UnreachableTopicException;
import io.siamese.schemas.resource.ResourceStack;
import io.siamese.schemas.serde.EventReader;
import io.siamese.schemas.serde.Incoming;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads decisions as they are committed. Not thread-safe; the caller closes it. */
public final class DecisionWatcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DecisionWatcher.class);

    private final TopicTail tail;
    private final EventReader<MatchDecision> reader;
    private final ResourceStack opened;

    private DecisionWatcher(TopicTail tail, EventReader<MatchDecision> reader, ResourceStack opened) {
        this.tail = tail;
        this.reader = reader;
        this.opened = opened;
    }

    /**
     * @param fromBeginning whether to read what is there already, or only what is committed from now on
     * @throws UnreachableTopicException if the topic of decisions cannot be found
     */
    public static DecisionWatcher open(ContractSettings settings, boolean fromBeginning) {
        return open(settings, topic -> TopicTail.open(settings, topic, fromBeginning));
    }

    /**
     * Begins with the last decisions of each partition.
     *
     * @param decisions so many of each partition, at most
     * @throws UnreachableTopicException if the topic of decisions cannot be found
     */
    public static DecisionWatcher openLast(ContractSettings settings, long decisions) {
        return open(settings, topic -> TopicTail.openLast(settings, topic, decisions));
    }

    /**
     * Begins with the decisions that were committed since then.
     *
     * @throws UnreachableTopicException if the topic of decisions cannot be found
     */
    public static DecisionWatcher openSince(ContractSettings settings, Instant since) {
        return open(settings, topic -> TopicTail.openSince(settings, topic, since));
    }

    private static DecisionWatcher open(ContractSettings settings, Function<String, TopicTail> opener) {
        try (ResourceStack opened = new ResourceStack()) {
            ContractSchemas schemas = opened.add(ContractSchemas.open(settings));
            TopicTail tail = opened.add(opener.apply(settings.topics().names().matchDecisions()));
            return new DecisionWatcher(tail, schemas.reader(MatchDecision.class), opened.release());
        }
    }

    /** The next decisions, after waiting so long for the first; a value that is no decision is logged and left out. */
    public List<MatchDecision> poll(Duration patience) {
        List<MatchDecision> decisions = new ArrayList<>();
        tail.poll(patience).forEach(record -> readRecord(record, decisions::add));
        return decisions;
    }

    /** Reads on to the end as it is now; a value that is no decision is logged and left out. */
    public void readToEnd(Consumer<MatchDecision> each) {
        tail.readToEnd(record -> readRecord(record, each));
    }

    private void readRecord(ConsumerRecord<byte[], byte[]> record, Consumer<MatchDecision> taker) {
        if (reader.read(record.value()) instanceof Incoming.Readable<MatchDecision> readable) {
            taker.accept(readable.value());
        } else {
            LOG.atWarn()
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .log("a record is no decision that this version can read");
        }
    }

    @Override
    public void close() {
        opened.close();
    }
}
