package io.siamese.service.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.siamese.events.ActiveEncoder;
import io.siamese.events.EffectivePolicy;
import io.siamese.events.Template;
import io.siamese.schemas.key.GalleryLogKey;
import io.siamese.schemas.key.MalformedKeyException;
import io.siamese.schemas.serde.EventReader;
import io.siamese.schemas.serde.Incoming;
import io.siamese.service.gallerylog.EnrolmentLogs;
import io.siamese.service.gallerylog.LogNote;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What one encoder's part of the gallery log comes to, record by record. */
final class LogState {
    private static final String POLICY = "~policy/";

    private final String encoderId;
    private final EventReader<Template> templates;
    private final EventReader<ActiveEncoder> activeEncoders;
    private final EventReader<EffectivePolicy> policies;
    private final Map<String, Long> exemplarOffsets = new HashMap<>();
    private final Map<String, EffectivePolicy> inForce = new HashMap<>();
    private final Map<String, EnrolmentLogs.Answer> answered = new HashMap<>();
    private @Nullable String active;

    LogState(
            String encoderId,
            EventReader<Template> templates,
            EventReader<ActiveEncoder> activeEncoders,
            EventReader<EffectivePolicy> policies) {
        this.encoderId = encoderId;
        this.templates = templates;
        this.activeEncoders = activeEncoders;
        this.policies = policies;
    }

    EnrolmentLogs.Templates templates() {
        return new EnrolmentLogs.Templates(exemplarOffsets, Optional.ofNullable(active), inForce, answered);
    }

    void note(ConsumerRecord<byte[], byte[]> record) {
        try {
            GalleryLogKey key = GalleryLogKey.parse(record.key());
            if (key instanceof GalleryLogKey.ActiveEncoderKey) {
                active = readable(activeEncoders.read(record.value()))
                        .map(ActiveEncoder::getEncoderId)
                        .orElse(null);
            } else if (key instanceof GalleryLogKey.PolicyKey policy) {
                note(policy, record);
            } else if (key instanceof GalleryLogKey.TemplateKey template
                    && template.encoderId().equals(encoderId)) {
                note(new String(template.exemplarKey(), ISO_8859_1), record);
            }
        } catch (MalformedKeyException e) {
            // Not ours.
        }
    }

    private void note(GalleryLogKey.PolicyKey key, ConsumerRecord<byte[], byte[]> record) {
        readable(policies.read(record.value()))
                .ifPresentOrElse(policy -> inForce.put(key.segment(), policy), () -> inForce.remove(key.segment()));
        if (LogNote.isBy(encoderId, record.headers())) {
            answered(key.segment(), record);
        }
    }

    private void note(String key, ConsumerRecord<byte[], byte[]> record) {
        if (key.startsWith(POLICY)) {
            // An exemplar's key may look like it, and be refused: that is no answer to a request.
            if (LogNote.isBy(encoderId, record.headers())) {
                answered(key.substring(POLICY.length()), record);
            }
        } else if (record.value() == null) {
            exemplarOffsets.remove(key);
        } else {
            // An unreadable template counts as one whose exemplar is long gone unless there still is one.
            exemplarOffsets.put(
                    key,
                    readable(templates.read(record.value()))
                            .map(Template::getExemplarOffset)
                            .orElse(-1L));
        }
    }

    private void answered(String key, ConsumerRecord<byte[], byte[]> record) {
        String calibration = readable(policies.read(record.value()))
                .map(EffectivePolicy::getCalibrationId)
                .orElse(null);
        EnrolmentLogs.Answer answer = new EnrolmentLogs.Answer(LogNote.source(record.headers()), calibration);
        // The same request may be answered again, by another calibration.
        answered.merge(key, answer, (known, later) -> later.offset() >= known.offset() ? later : known);
    }

    private static <T> Optional<T> readable(Incoming<T> incoming) {
        return incoming instanceof Incoming.Readable<T> readable ? Optional.of(readable.value()) : Optional.empty();
    }
}
