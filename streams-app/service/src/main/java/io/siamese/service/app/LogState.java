package io.siamese.service.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.siamese.events.ActiveEncoder;
import io.siamese.events.EffectivePolicy;
import io.siamese.schemas.gallerylog.GalleryLogRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.ActiveEncoderRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.PolicyAnswer;
import io.siamese.schemas.gallerylog.GalleryLogRecord.PolicyRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.RefusalRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.RemovalRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.TemplateRecord;
import io.siamese.schemas.key.GalleryLogKey.TemplateKey;
import io.siamese.service.gallerylog.EnrolmentLogs;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Adds up what one encoder's part of the gallery log says, record by record. */
final class LogState {
    private final String encoderId;
    private final boolean withOffsets;
    private final Map<String, Long> exemplarOffsets = new HashMap<>();
    private final Map<String, EffectivePolicy> inForce = new HashMap<>();
    private final Map<String, EnrolmentLogs.Answer> answered = new HashMap<>();
    private @Nullable ActiveEncoder active;

    /** @param withOffsets whether to keep the offset behind each template */
    LogState(String encoderId, boolean withOffsets) {
        this.encoderId = encoderId;
        this.withOffsets = withOffsets;
    }

    EnrolmentLogs.Templates templates() {
        return new EnrolmentLogs.Templates(
                exemplarOffsets, Optional.ofNullable(active).map(ActiveEncoder::getEncoderId), inForce, answered);
    }

    void note(GalleryLogRecord record) {
        if (record instanceof TemplateRecord template && isKept(template.key())) {
            enrolled(template);
        } else if (record instanceof RemovalRecord removal && isKept(removal.key())) {
            exemplarOffsets.remove(text(removal.key()));
        } else if (record instanceof PolicyRecord policy) {
            governed(policy);
        } else if (record instanceof RefusalRecord refusal) {
            answered(refusal.answer());
        } else if (record instanceof ActiveEncoderRecord encoder) {
            active = encoder.encoder();
        }
    }

    private boolean isKept(TemplateKey key) {
        return withOffsets && key.encoderId().equals(encoderId);
    }

    private void enrolled(TemplateRecord record) {
        // An unreadable template counts as one whose exemplar is long gone unless there still is one.
        long offset = record.template() == null ? -1 : record.template().getExemplarOffset();
        exemplarOffsets.put(text(record.key()), offset);
    }

    private static String text(TemplateKey key) {
        return new String(key.exemplarKey(), ISO_8859_1);
    }

    private void governed(PolicyRecord record) {
        if (record.policy() == null) {
            inForce.remove(record.key().segment());
        } else {
            inForce.put(record.key().segment(), record.policy());
        }
        answered(record.answer());
    }

    private void answered(PolicyAnswer answer) {
        if (encoderId.equals(answer.encoderId())) {
            // The same request may be answered again, by another calibration.
            answered.merge(
                    answer.requestKey(),
                    new EnrolmentLogs.Answer(answer.source(), answer.calibrationId()),
                    (known, later) -> later.offset() >= known.offset() ? later : known);
        }
    }
}
