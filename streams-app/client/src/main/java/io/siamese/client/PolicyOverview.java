package io.siamese.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.siamese.events.EffectivePolicy;
import io.siamese.events.ExemplarKind;
import io.siamese.events.ExemplarStatus;
import io.siamese.events.PolicyRequest;
import io.siamese.events.Template;
import io.siamese.schemas.gallerylog.GalleryLogParser;
import io.siamese.schemas.gallerylog.GalleryLogRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.ActiveEncoderRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.PolicyRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.RemovalRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.TemplateRecord;
import io.siamese.schemas.kafka.ContractSchemas;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.kafka.TopicTail;
import io.siamese.schemas.key.GalleryLogKey.PolicyKey;
import io.siamese.schemas.serde.EventReader;
import io.siamese.schemas.serde.Incoming;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The policies in force, as the gallery log pins them, and the requests that stand in their topic: the latest request of a
 * gallery need not be the policy in force, since one that is refused leaves the one before.
 */
public final class PolicyOverview {
    private static final String STATUS_PREFIX = "~policy/";
    private static final String EVERY_OTHER = "*";

    /**
     * What decides.
     *
     * @param since offset in the gallery log: the epoch from which on it does
     */
    public record InForce(EffectivePolicy policy, long since) {}

    /**
     * A record that stands in the topic of policies.
     *
     * @param request null: it cannot be read
     * @param version of the policy that comes of it
     * @param answer the latest to its key; null: none yet
     */
    public record Asked(
            @Nullable PolicyRequest request,
            long version,
            @Nullable ExemplarStatus answer) {}

    /**
     * All about one key of topic policies.
     *
     * @param subjects that a search of the gallery can find now, by the encoder that decides; of {@code *}, of the largest
     *     gallery without a policy of its own
     * @param inForce null: no policy of this key
     * @param asked null: nobody asks for one any more
     */
    public record Standing(
            int subjects,
            @Nullable InForce inForce,
            @Nullable Asked asked) {}

    private record Enrolled(String encoderId, String gallery, String subject) {}

    private final ContractSettings settings;
    private final ContractSchemas schemas;
    private final Instant now;
    private final Map<String, InForce> inForce = new HashMap<>();
    private final Map<String, Enrolled> enrolled = new HashMap<>();
    private final Map<String, ExemplarStatus> answers = new HashMap<>();
    private final Map<String, Asked> asked = new HashMap<>();
    private @Nullable String active;

    private PolicyOverview(ContractSettings settings, ContractSchemas schemas, Instant now) {
        this.settings = settings;
        this.schemas = schemas;
        this.now = now;
    }

    /**
     * Reads the topics of policies and the gallery log to their ends: what stands, by key of topic policies.
     *
     * @throws UnreachableTopicException if a topic cannot be found
     */
    public static Map<String, Standing> read(ContractSettings settings, Instant now) {
        try (ContractSchemas schemas = ContractSchemas.open(settings)) {
            PolicyOverview overview = new PolicyOverview(settings, schemas, now);
            overview.readGalleryLog();
            overview.readAnswers();
            overview.readRequests();
            return overview.standing();
        }
    }

    private void readGalleryLog() {
        GalleryLogParser parser = schemas.galleryLogParser();
        readEach(settings.topics().names().exemplarEmbeddings(), (text, record) -> {
            GalleryLogRecord parsed = parser.parse(record.key(), record.value(), record.headers());
            if (parsed instanceof ActiveEncoderRecord encoder) {
                active = encoder.encoder() == null ? null : encoder.encoder().getEncoderId();
            } else if (parsed instanceof PolicyRecord policy) {
                putOrRemove(
                        inForce,
                        policy.key().segment(),
                        Optional.ofNullable(policy.policy()).map(known -> new InForce(known, record.offset())));
            } else if (parsed instanceof RemovalRecord) {
                enrolled.remove(text);
            } else if (parsed instanceof TemplateRecord template) {
                putOrRemove(enrolled, text, enrolled(template));
            }
        });
    }

    private Optional<Enrolled> enrolled(TemplateRecord template) {
        return Optional.ofNullable(template.template())
                .filter(this::isCandidate)
                .map(known -> new Enrolled(template.key().encoderId(), known.getGallery(), known.getSubject()));
    }

    private boolean isCandidate(Template template) {
        return template.getKind() == ExemplarKind.POSITIVE
                && (template.getValidUntil() == null || template.getValidUntil().isAfter(now));
    }

    private void readAnswers() {
        EventReader<ExemplarStatus> statuses = schemas.reader(ExemplarStatus.class);
        readEach(settings.topics().names().exemplarStatus(), (text, record) -> {
            if (text.startsWith(STATUS_PREFIX)) {
                putOrRemove(answers, text.substring(STATUS_PREFIX.length()), read(statuses, record));
            }
        });
    }

    private void readRequests() {
        EventReader<PolicyRequest> requests = schemas.reader(PolicyRequest.class);
        readEach(settings.topics().names().policies(), (text, record) -> {
            Asked latest = new Asked(read(requests, record).orElse(null), record.offset() + 1, answers.get(text));
            putOrRemove(asked, text, record.value() == null ? Optional.empty() : Optional.of(latest));
        });
    }

    private Map<String, Standing> standing() {
        Map<String, Set<String>> subjects = new HashMap<>();
        enrolled.values().stream()
                .filter(known -> known.encoderId().equals(active))
                .forEach(known -> subjects.computeIfAbsent(known.gallery(), gallery -> new HashSet<>())
                        .add(known.subject()));
        Map<String, Standing> standing = new TreeMap<>();
        Set<String> keys = new HashSet<>(inForce.keySet());
        keys.addAll(asked.keySet());
        keys.forEach(key -> standing.put(key, new Standing(subjects(key, subjects), inForce.get(key), asked.get(key))));
        return standing;
    }

    private int subjects(String key, Map<String, Set<String>> subjects) {
        return subjects.entrySet().stream()
                .filter(gallery -> {
                    String own = new PolicyKey(gallery.getKey()).segment();
                    return key.equals(own) || key.equals(EVERY_OTHER) && !inForce.containsKey(own);
                })
                .mapToInt(gallery -> gallery.getValue().size())
                .max()
                .orElse(0);
    }

    private static <T> void putOrRemove(Map<String, T> map, String key, Optional<T> value) {
        value.ifPresentOrElse(known -> map.put(key, known), () -> map.remove(key));
    }

    private static <T extends SpecificRecord> Optional<T> read(
            EventReader<T> reader, ConsumerRecord<byte[], byte[]> record) {
        return reader.read(record.value()) instanceof Incoming.Readable<T> readable
                ? Optional.of(readable.value())
                : Optional.empty();
    }

    /** Keys as text, a character a byte. */
    private void readEach(String topic, BiConsumer<String, ConsumerRecord<byte[], byte[]>> taker) {
        try (TopicTail tail = TopicTail.open(settings, topic, true)) {
            tail.readToEnd(record -> {
                if (record.key() != null) {
                    taker.accept(new String(record.key(), ISO_8859_1), record);
                }
            });
        }
    }
}
