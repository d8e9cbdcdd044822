package io.siamese.client;

import io.siamese.events.ExemplarStatus;
import io.siamese.schemas.kafka.ContractSchemas;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.kafka.TopicTail;
import io.siamese.schemas.kafka.UnreachableTopicException;
import io.siamese.schemas.resource.ResourceStack;
import io.siamese.schemas.serde.EventReader;
import io.siamese.schemas.serde.Incoming;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads what becomes of exemplars, from now on. Not thread-safe; the caller closes it. */
public final class StatusWatcher implements AutoCloseable {

    /**
     * A status and whose it is.
     *
     * @param key the exemplar's key as text
     */
    public record KeyedStatus(String key, ExemplarStatus status) {}

    private final TopicTail tail;
    private final EventReader<ExemplarStatus> reader;
    private final ResourceStack opened;

    private StatusWatcher(TopicTail tail, EventReader<ExemplarStatus> reader, ResourceStack opened) {
        this.tail = tail;
        this.reader = reader;
        this.opened = opened;
    }

    /** @throws UnreachableTopicException if the topic of statuses cannot be found */
    public static StatusWatcher open(ContractSettings settings) {
        try (ResourceStack opened = new ResourceStack()) {
            ContractSchemas schemas = opened.add(ContractSchemas.open(settings));
            TopicTail tail = opened.add(
                    TopicTail.open(settings, settings.topics().names().exemplarStatus(), false));
            return new StatusWatcher(tail, schemas.reader(ExemplarStatus.class), opened.release());
        }
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
        opened.close();
    }
}
