package io.siamese.console.picture;

import io.siamese.console.kafka.BackgroundLoop;
import io.siamese.events.EnrolmentStatus;
import io.siamese.events.ExemplarStatus;
import io.siamese.schemas.kafka.ContractSchemas;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.kafka.TopicTail;
import io.siamese.schemas.resource.ResourceStack;
import io.siamese.schemas.serde.EventReader;
import io.siamese.schemas.serde.Incoming;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Tells where in topic {@code exemplars} the image of an exemplar is. It follows the statuses, which name the offset and hold no
 * image. Thread-safe; the caller closes it.
 */
public final class ExemplarPlaces implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Long> offsets = new ConcurrentHashMap<>();
    private final EventReader<ExemplarStatus> reader;
    private final ResourceStack opened = new ResourceStack();

    private ExemplarPlaces(TopicTail tail, ContractSchemas schemas) {
        opened.add(tail);
        this.reader = schemas.reader(ExemplarStatus.class);
        opened.add(BackgroundLoop.start(
                "siamese-console-exemplars", () -> tail.poll(POLL).forEach(this::takeStatus)));
    }

    /** Reads all statuses that there are, and follows those that come. The schemas belong to the caller. */
    static ExemplarPlaces open(ContractSettings settings, ContractSchemas schemas) {
        String topic = settings.topics().names().exemplarStatus();
        return new ExemplarPlaces(TopicTail.open(settings, topic, true), schemas);
    }

    /** The offset of the exemplar's image; empty if it is not enrolled, or was not when the statuses were read last. */
    OptionalLong offsetOf(String key) {
        Long offset = offsets.get(key);
        return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
    }

    private void takeStatus(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            return;
        }
        String key = new String(record.key(), StandardCharsets.UTF_8);
        if (!(reader.read(record.value()) instanceof Incoming.Readable<ExemplarStatus> status)) {
            offsets.remove(key);
        } else if (status.value().getStatus() == EnrolmentStatus.REVOKED) {
            offsets.remove(key);
        } else if (status.value().getSourceOffset() >= 0) {
            // A rejected exemplar has an image too, and somebody may want to see why it was rejected.
            offsets.put(key, status.value().getSourceOffset());
        }
    }

    @Override
    public void close() {
        opened.close();
    }
}
