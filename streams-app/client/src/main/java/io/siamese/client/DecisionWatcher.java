package io.siamese.client;

import io.siamese.events.MatchDecision;
import io.siamese.schemas.kafka.ContractSchemas;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.kafka.TopicTail;
import io.siamese.schemas.serde.EventReader;
import io.siamese.schemas.serde.Incoming;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads decisions as they are committed. Not thread-safe; whoever opens it closes it. */
public final class DecisionWatcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DecisionWatcher.class);

    private final TopicTail tail;
    private final ContractSchemas schemas;
    private final EventReader<MatchDecision> reader;

    private DecisionWatcher(TopicTail tail, ContractSchemas schemas) {
        this.tail = tail;
        this.schemas = schemas;
        this.reader = schemas.reader(MatchDecision.class);
    }

    /**
     * @param fromBeginning whether to read what is there already, or only what is committed from now on
     * @throws UnreachableTopicException if the topic of decisions cannot be found
     */
    public static DecisionWatcher open(ContractSettings settings, boolean fromBeginning) {
        TopicTail tail = TopicTail.open(settings, settings.topics().names().matchDecisions(), fromBeginning);
        return new DecisionWatcher(tail, ContractSchemas.open(settings));
    }

    /** The next decisions, after waiting so long for the first; a value that is no decision is logged and left out. */
    public List<MatchDecision> poll(Duration patience) {
        List<MatchDecision> decisions = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : tail.poll(patience)) {
            if (reader.read(record.value()) instanceof Incoming.Readable<MatchDecision> readable) {
                decisions.add(readable.value());
            } else {
                LOG.atWarn()
                        .addKeyValue("topic", record.topic())
                        .addKeyValue("partition", record.partition())
                        .addKeyValue("offset", record.offset())
                        .log("a record is no decision that this version can read");
            }
        }
        return decisions;
    }

    @Override
    public void close() {
        schemas.close();
        tail.close();
    }
}
