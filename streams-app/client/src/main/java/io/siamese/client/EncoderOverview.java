package io.siamese.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.siamese.schemas.gallerylog.GalleryLogParser;
import io.siamese.schemas.gallerylog.GalleryLogRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.ActiveEncoderRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.RemovalRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.TemplateRecord;
import io.siamese.schemas.kafka.ContractSchemas;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.kafka.TopicTail;
import io.siamese.schemas.kafka.UnreachableTopicException;
import io.siamese.schemas.key.GalleryLogKey.TemplateKey;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The encoders that have templates in the gallery log, and how far each has come. */
public final class EncoderOverview {

    /**
     * What one encoder has.
     *
     * @param since the epoch from which on it decides; -1: it does not
     * @param templates in the gallery log
     * @param subjects that have a template
     * @param covered exemplars of the encoder that decides which it has a template of too
     * @param wanted exemplars of the encoder that decides
     * @param missingSubjects subjects of the encoder that decides which it has no template of
     * @param perSecond templates that it wrote in a second, from its first to its last; empty: too few to tell
     */
    public record Standing(
            long since,
            int templates,
            int subjects,
            int covered,
            int wanted,
            int missingSubjects,
            OptionalDouble perSecond) {

        /** Whether its templates decide. */
        public boolean isActive() {
            return since >= 0;
        }
    }

    /** The exemplars behind the templates of one encoder, and when the templates were written. */
    private static final class Templates {
        private final Set<String> exemplars = new HashSet<>();
        private long writes;
        private long firstAt = Long.MAX_VALUE;
        private long lastAt;

        private void add(String exemplar, long at) {
            exemplars.add(exemplar);
            writes++;
            firstAt = Math.min(firstAt, at);
            lastAt = Math.max(lastAt, at);
        }

        private Set<String> subjects() {
            return exemplars.stream()
                    .map(key -> key.substring(0, key.lastIndexOf('/') + 1))
                    .collect(Collectors.toSet());
        }

        private OptionalDouble perSecond() {
            return lastAt - firstAt < 1_000
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(writes * 1_000.0 / (lastAt - firstAt));
        }
    }

    private final Map<String, Templates> byEncoder = new TreeMap<>();
    private @Nullable String active;
    private long since = -1;

    private EncoderOverview() {}

    /**
     * Reads the gallery log to its end: what stands, by the encoder's id.
     *
     * @throws UnreachableTopicException if the topic cannot be found
     */
    public static Map<String, Standing> read(ContractSettings settings) {
        EncoderOverview overview = new EncoderOverview();
        try (ContractSchemas schemas = ContractSchemas.open(settings);
                TopicTail tail =
                        TopicTail.open(settings, settings.topics().names().exemplarEmbeddings(), true)) {
            GalleryLogParser parser = schemas.galleryLogParser();
            tail.readToEnd(record ->
                    overview.noteRecord(record, parser.parse(record.key(), record.value(), record.headers())));
        }
        return overview.standing();
    }

    private void noteRecord(ConsumerRecord<byte[], byte[]> record, GalleryLogRecord parsed) {
        if (parsed instanceof ActiveEncoderRecord encoder && encoder.encoder() != null) {
            active = encoder.encoder().getEncoderId();
            since = record.offset();
            byEncoder.computeIfAbsent(active, id -> new Templates());
        } else if (parsed instanceof TemplateRecord template) {
            byEncoder
                    .computeIfAbsent(template.key().encoderId(), id -> new Templates())
                    .add(keyText(template.key()), record.timestamp());
        } else if (parsed instanceof RemovalRecord removal
                && byEncoder.containsKey(removal.key().encoderId())) {
            byEncoder.get(removal.key().encoderId()).exemplars.remove(keyText(removal.key()));
        }
    }

    private static String keyText(TemplateKey key) {
        return new String(key.exemplarKey(), ISO_8859_1);
    }

    private Map<String, Standing> standing() {
        Templates wanted = active == null ? new Templates() : byEncoder.getOrDefault(active, new Templates());
        Map<String, Standing> standing = new TreeMap<>();
        byEncoder.forEach((id, templates) -> {
            if (id.equals(active) || !templates.exemplars.isEmpty()) {
                standing.put(id, standing(id, templates, wanted));
            }
        });
        return standing;
    }

    private Standing standing(String id, Templates templates, Templates wanted) {
        Set<String> covered = new HashSet<>(wanted.exemplars);
        covered.retainAll(templates.exemplars);
        Set<String> missing = wanted.subjects();
        missing.removeAll(templates.subjects());
        return new Standing(
                id.equals(active) ? since : -1,
                templates.exemplars.size(),
                templates.subjects().size(),
                covered.size(),
                wanted.exemplars.size(),
                missing.size(),
                templates.perSecond());
    }
}
