package io.siamese.console.gallery;

import io.siamese.events.ActiveEncoder;
import io.siamese.events.EffectivePolicy;
import io.siamese.events.EnrolmentStatus;
import io.siamese.events.ExemplarStatus;
import io.siamese.events.Template;
import io.siamese.schemas.gallerylog.GalleryLogParser;
import io.siamese.schemas.gallerylog.GalleryLogRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.ActiveEncoderRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.PolicyRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.RemovalRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.TemplateRecord;
import io.siamese.schemas.gallerylog.TemplateNumbers;
import io.siamese.schemas.kafka.ContractSchemas;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.key.GalleryLogKey.PolicyKey;
import io.siamese.schemas.key.GalleryLogKey.TemplateKey;
import io.siamese.schemas.key.MalformedKeyException;
import io.siamese.schemas.serde.EventReader;
import io.siamese.schemas.serde.Incoming;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Adds up the records of the gallery log and of the statuses. Thread-safe. */
final class MirroredRecords {

    /** Templates that are kept at most, some 100 MB of 512 dimensions. */
    static final int MOST_TEMPLATES = 50_000;

    /** Statuses that are kept at most, some 200 MB. */
    private static final int MOST_STATUSES = 200_000;

    private final GalleryLogParser parser;
    private final EventReader<ExemplarStatus> statusReader;
    private final Map<TemplateKey, EnrolledTemplate> templates = new LinkedHashMap<>();
    private final Map<PolicyKey, EffectivePolicy> policies = new HashMap<>();
    private final Map<String, ExemplarStatus> statuses = new HashMap<>();
    private @Nullable ActiveEncoder active;
    private boolean logRead;
    private boolean statusesRead;
    private boolean leftOut;

    MirroredRecords(ContractSchemas schemas) {
        this.parser = schemas.galleryLogParser();
        this.statusReader = schemas.reader(ExemplarStatus.class);
    }

    void takeLog(ConsumerRecord<byte[], byte[]> record) {
        GalleryLogRecord parsed = parser.parse(record.key(), record.value(), record.headers());
        synchronized (this) {
            if (parsed instanceof ActiveEncoderRecord encoder) {
                active = encoder.encoder();
            } else if (parsed instanceof PolicyRecord policy) {
                putOrRemove(policies, policy.key(), policy.policy());
            } else if (parsed instanceof RemovalRecord removal) {
                templates.remove(removal.key());
            } else if (parsed instanceof TemplateRecord template) {
                putTemplate(template.key(), enrolled(template));
            }
        }
    }

    private void putTemplate(TemplateKey key, @Nullable EnrolledTemplate template) {
        if (template != null && templates.size() >= MOST_TEMPLATES && !templates.containsKey(key)) {
            leftOut = true;
        } else {
            putOrRemove(templates, key, template);
        }
    }

    private static @Nullable EnrolledTemplate enrolled(TemplateRecord record) {
        Template template = record.usable();
        if (template == null) {
            return null;
        }
        try {
            ExemplarKey key = record.key().exemplar();
            return new EnrolledTemplate(
                    record.key().encoderId(),
                    key,
                    template.getKind(),
                    TemplateNumbers.from(template),
                    template.getValidUntil(),
                    template.getEnrolledAt(),
                    List.copyOf(template.getFlags()));
        } catch (MalformedKeyException e) {
            return null;
        }
    }

    void takeStatus(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            return;
        }
        String key = new String(record.key(), StandardCharsets.UTF_8);
        Incoming<ExemplarStatus> incoming = statusReader.read(record.value());
        incoming.checkLookedUp();
        ExemplarStatus status =
                incoming instanceof Incoming.Readable<ExemplarStatus> readable ? readable.value() : null;
        boolean isOfExemplar = ExemplarNames.parseExemplarKey(key).isPresent();
        boolean stands = status != null && status.getStatus() != EnrolmentStatus.REVOKED && isOfExemplar;
        synchronized (this) {
            if (stands && statuses.size() >= MOST_STATUSES && !statuses.containsKey(key)) {
                leftOut = true;
            } else {
                putOrRemove(statuses, key, stands ? status : null);
            }
        }
    }

    private static <K, V> void putOrRemove(Map<K, V> map, K key, @Nullable V value) {
        if (value == null) {
            map.remove(key);
        } else {
            map.put(key, value);
        }
    }

    synchronized void logIsRead() {
        logRead = true;
    }

    synchronized void statusesAreRead() {
        statusesRead = true;
    }

    synchronized Optional<ExemplarStatus> statusOf(String key) {
        return Optional.ofNullable(statuses.get(key));
    }

    synchronized GalleryContents contents() {
        String encoderId = active == null ? null : active.getEncoderId();
        return new GalleryContents(
                encoderId,
                active == null ? null : active.getSimilarity(),
                templates.values().stream()
                        .filter(template -> template.encoderId().equals(encoderId))
                        .toList(),
                statuses,
                policies,
                logRead && statusesRead && !leftOut);
    }
}
