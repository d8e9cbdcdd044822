package io.siamese.client;

import io.siamese.events.ExemplarStatus;
import io.siamese.schemas.kafka.ContractSchemas;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.kafka.TopicTail;
import io.siamese.schemas.serde.EventReader;
import io.siamese.schemas.serde.Incoming;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads what becomes of exemplars, from now on. Not thread-safe; whoever opens it closes it. */
public final class StatusWatcher implements AutoCloseable {

    /**
     * A status and whose it is.
     *
     * @param key the exemplar's key as text
     */
    public record KeyedStatus(String key, ExemplarStatus status) {}

    private final TopicTail tail;
    private final ContractSchemas schemas;
    private final EventReader<ExemplarStatus> reader;

    private StatusWatcher(TopicTail tail, ContractSchemas schemas) {
        this.tail = tail;
        this.schemas = schemas;
        this.reader = schemas.reader(ExemplarStatus.class);
    }

    /** @throws UnreachableTopicException if the topic of statuses cannot be found */
    public static StatusWatcher open(ContractSettings settings) {
        TopicTail tail = TopicTail.open(settings, settings.topics().names().exemplarStatus(), false);
        return new StatusWatcher(tail, ContractSchemas.open(settings));
    }

    /** The next statuses, after waiting so long for the first. */
    public List<KeyedStatus> poll(Duration patience) {
        List<KeyedStatus> statuses = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : tail.poll(patience)) {
            if (record.key() != null
                    && reader.read(record.value()) instanceof Incoming.Readable<ExemplarStatus> readable) {
                statuses.add(new KeyedStatus(new String(record.key(), StandardCharsets.UTF_8), readable.value()));
            }
        }
        return statuses;
    }

    @Override
    public void close() {
        schemas.close();
        tail.close();
    }
}
