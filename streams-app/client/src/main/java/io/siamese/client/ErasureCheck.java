package io.siamese.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.kafka.UnreachableTopicException;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.key.GalleryLogKey;
import io.siamese.schemas.key.GalleryLogKey.TemplateKey;
import io.siamese.schemas.key.MalformedKeyException;
import io.siamese.schemas.topic.TopicNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Looks whether the brokers still hold records of an exemplar, a subject or a gallery. It reads the topics of exemplars,
 * templates and statuses from their start, so it downloads every image that is there.
 *
 * <p>A record that is compacted away is gone from the segments. A segment's file is deleted {@code file.delete.delay.ms}
 * later.
 */
public final class ErasureCheck {

    /**
     * A record that is still there.
     *
     * @param key as text
     * @param bytes size of the value; 0 for a tombstone
     * @param tombstone whether it only says that the value is gone
     * @param at when it was written
     */
    public record Remains(String topic, long offset, String key, int bytes, boolean tombstone, Instant at) {}

    private final ContractSettings settings;

    public ErasureCheck(ContractSettings settings) {
        this.settings = settings;
    }

    /**
     * Reads the three topics to their end.
     *
     * @param erased an exemplar, or a prefix that stands for all below it
     * @return the records whose key it covers, and that under the prefix itself. Receipts are not among them
     * @throws UnreachableTopicException if a topic cannot be found
     */
    public List<Remains> remains(ExemplarKey erased) {
        TopicNames names = settings.topics().names();
        List<Remains> found = new ArrayList<>();
        for (String topic : List.of(names.exemplars(), names.exemplarEmbeddings(), names.exemplarStatus())) {
            boolean isLog = topic.equals(names.exemplarEmbeddings());
            try (WholeTopic records = WholeTopic.open(settings, topic)) {
                records.readToEnd(record ->
                        exemplar(record, isLog).filter(erased::covers).ifPresent(key -> found.add(remains(record))));
            }
        }
        return found;
    }

    private static Optional<ExemplarKey> exemplar(ConsumerRecord<byte[], byte[]> record, boolean isLog) {
        byte[] key = record.key() == null ? new byte[0] : record.key();
        try {
            if (!isLog) {
                return Optional.of(ExemplarKey.parse(withoutOrder(key)));
            }
            return GalleryLogKey.parse(key) instanceof TemplateKey template
                    ? Optional.of(ExemplarKey.parse(withoutOrder(template.exemplarKey())))
                    : Optional.empty();
        } catch (MalformedKeyException e) {
            return Optional.empty();
        }
    }

    /** The order to clear a status names its key too. */
    private static byte[] withoutOrder(byte[] key) {
        String text = new String(key, ISO_8859_1);
        return text.startsWith("~clear/") ? text.substring("~clear/".length()).getBytes(US_ASCII) : key;
    }

    private static Remains remains(ConsumerRecord<byte[], byte[]> record) {
        return new Remains(
                record.topic(),
                record.offset(),
                new String(record.key(), ISO_8859_1),
                record.value() == null ? 0 : record.value().length,
                record.value() == null,
                Instant.ofEpochMilli(record.timestamp()));
    }
}
