package io.siamese.service.gallerylog;

import io.siamese.encoder.card.Calibration;
import io.siamese.events.ActiveEncoder;
import io.siamese.events.Template;
import io.siamese.schemas.gallerylog.GalleryLogRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.ActiveEncoderRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.PolicyRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.RemovalRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.TemplateRecord;
import io.siamese.schemas.gallerylog.TemplateNumbers;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.key.GalleryLogKey.TemplateKey;
import io.siamese.schemas.key.MalformedKeyException;
import io.siamese.service.gallery.Galleries;
import io.siamese.service.gallery.GalleryTemplate;
import io.siamese.service.matching.Policy;
import io.siamese.service.matching.PolicyRules;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns records of the gallery log into changes of the galleries of one encoder. Thread-safe. It never throws: a template or
 * policy that cannot be read counts as removed.
 */
public final class GalleryLog {
    private static final Logger LOG = LoggerFactory.getLogger(GalleryLog.class);
    private static final Galleries.Change NOTHING = galleries -> {};

    private final EncoderIdentity encoder;
    private final @Nullable Calibration calibration;

    /**
     * @param encoder whose templates are put into the galleries
     * @param calibration of the encoder, which makes thresholds of policies; null: it has none
     */
    public GalleryLog(EncoderIdentity encoder, @Nullable Calibration calibration) {
        this.encoder = encoder;
        this.calibration = calibration;
    }

    /** The encoder whose templates are put into the galleries. */
    String encoderId() {
        return encoder.encoderId();
    }

    /** What a record does to the galleries. */
    Galleries.Change toChange(GalleryLogRecord record) {
        if (record instanceof TemplateRecord template && isOfThisEncoder(template.key())) {
            return toPutChange(template);
        }
        if (record instanceof RemovalRecord removal && isOfThisEncoder(removal.key())) {
            return toRemoveChange(removal.key());
        }
        if (record instanceof PolicyRecord policy) {
            return toPolicyChange(policy);
        }
        return record instanceof ActiveEncoderRecord active ? toActivation(active.encoder()) : NOTHING;
    }

    /** Whether a template or its removal is of the encoder of these galleries. */
    boolean isOfThisEncoder(TemplateKey key) {
        return key.encoderId().equals(encoder.encoderId());
    }

    /** Whether the value of a template's record can be read, and fits the encoder. */
    boolean isReadable(TemplateRecord template) {
        Template usable = template.usable();
        return usable != null && TemplateNumbers.count(usable) == encoder.dimension();
    }

    private static Galleries.Change toActivation(@Nullable ActiveEncoder encoder) {
        String active = encoder == null ? null : encoder.getEncoderId();
        return galleries -> galleries.activate(active);
    }

    private Galleries.Change toPolicyChange(PolicyRecord record) {
        if (record.unreadable()) {
            LOG.atWarn().addKeyValue("policy", record.key().segment()).log("an unreadable policy in the gallery log");
        }
        Policy policy = record.policy() == null ? null : Policy.of(PolicyRules.of(record.policy()), calibration);
        return galleries -> galleries.setPolicy(record.key().gallery(), policy);
    }

    private Galleries.Change toPutChange(TemplateRecord record) {
        Template value = record.template();
        if (value == null || !isReadable(record)) {
            return toRemoveChange(record.key());
        }
        try {
            GalleryTemplate template = template(record.key().exemplar(), value);
            return galleries -> galleries.put(template);
        } catch (MalformedKeyException e) {
            LOG.debug("a record of the gallery log that names no template");
            return NOTHING;
        }
    }

    private static Galleries.Change toRemoveChange(TemplateKey key) {
        try {
            ExemplarKey exemplar = key.exemplar();
            return galleries -> galleries.remove(exemplar.gallery(), exemplar.subject(), exemplar.exemplar());
        } catch (MalformedKeyException e) {
            // A tombstone under a key that never named an exemplar tells only a status.
            LOG.debug("a record of the gallery log that names no template");
            return NOTHING;
        }
    }

    private static GalleryTemplate template(ExemplarKey key, Template template) {
        Instant validUntil = template.getValidUntil();
        return new GalleryTemplate(
                key.gallery(),
                key.subject(),
                key.exemplar(),
                template.getKind(),
                TemplateNumbers.from(template),
                validUntil == null ? Long.MAX_VALUE : validUntil.toEpochMilli(),
                template.getExemplarOffset());
    }
}
