package io.siamese.service.gallerylog;

import io.siamese.encoder.card.Calibration;
import io.siamese.events.ActiveEncoder;
import io.siamese.events.EffectivePolicy;
import io.siamese.events.Template;
import io.siamese.schemas.gallerylog.GalleryLogParser;
import io.siamese.schemas.gallerylog.GalleryLogRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.ActiveEncoderRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.PolicyRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.RemovalRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.TemplateRecord;
import io.siamese.schemas.gallerylog.TemplateNumbers;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.key.GalleryLogKey.TemplateKey;
import io.siamese.schemas.key.MalformedKeyException;
import io.siamese.service.flow.EventSerdes;
import io.siamese.service.gallery.Galleries;
import io.siamese.service.gallery.GalleryTemplate;
import io.siamese.service.matching.Policy;
import io.siamese.service.matching.PolicyRules;
import java.time.Instant;
import java.util.function.Function;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns records of the gallery log into changes of the galleries of one encoder. Thread-safe. Whatever is in a record, it
 * is a change: an unreadable template or policy counts as none.
 */
public final class GalleryLog {
    private static final Logger LOG = LoggerFactory.getLogger(GalleryLog.class);
    private static final Galleries.Change NOTHING = galleries -> {};

    private final String encoderId;
    private final int dimension;
    private final Function<EffectivePolicy, Policy> policyOf;
    private final GalleryLogParser parser;

    private GalleryLog(
            String encoderId, int dimension, Function<EffectivePolicy, Policy> policyOf, EventSerdes serdes) {
        this.encoderId = encoderId;
        this.dimension = dimension;
        this.policyOf = policyOf;
        parser = serdes.galleryLogParser();
    }

    /**
     * For galleries that decide.
     *
     * @param calibration of the encoder, which makes thresholds of policies; null: it has none
     */
    public static GalleryLog ofDecisions(
            EncoderIdentity encoder, @Nullable Calibration calibration, EventSerdes serdes) {
        return new GalleryLog(
                encoder.encoderId(),
                encoder.dimension(),
                policy -> Policy.of(PolicyRules.of(policy), calibration),
                serdes);
    }

    /** For the galleries of enrolment, which compare single exemplars whatever the policies' fusion, and need no means. */
    public static GalleryLog ofEnrolment(
            EncoderIdentity encoder, @Nullable Calibration calibration, EventSerdes serdes) {
        return new GalleryLog(
                encoder.encoderId(),
                encoder.dimension(),
                policy -> Policy.of(PolicyRules.of(policy).byBest(), calibration),
                serdes);
    }

    /** A policy as these galleries keep it. */
    public Policy policy(EffectivePolicy pinned) {
        return policyOf.apply(pinned);
    }

    /** What a record does to the galleries. */
    public Galleries.Change change(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        return change(parser.parse(key, value, headers));
    }

    /** What a record does to the galleries. */
    public Galleries.Change change(GalleryLogRecord record) {
        if (record instanceof TemplateRecord template && isOurs(template.key())) {
            return put(template);
        }
        if (record instanceof RemovalRecord removal && isOurs(removal.key())) {
            return remove(removal.key());
        }
        if (record instanceof PolicyRecord policy) {
            return govern(policy);
        }
        return record instanceof ActiveEncoderRecord active ? activate(active.encoder()) : NOTHING;
    }

    private boolean isOurs(TemplateKey key) {
        return key.encoderId().equals(encoderId);
    }

    private static Galleries.Change activate(@Nullable ActiveEncoder encoder) {
        String active = encoder == null ? null : encoder.getEncoderId();
        return galleries -> galleries.activate(active);
    }

    private Galleries.Change govern(PolicyRecord record) {
        if (record.unreadable()) {
            LOG.atWarn().addKeyValue("policy", record.key().segment()).log("an unreadable policy in the gallery log");
        }
        Policy policy = record.policy() == null ? null : policy(record.policy());
        return galleries -> galleries.govern(record.key().gallery(), policy);
    }

    private Galleries.Change put(TemplateRecord record) {
        Template value = record.template();
        float[] embedding = value == null ? new float[0] : TemplateNumbers.from(value);
        if (value == null || embedding.length != dimension) {
            LOG.atWarn().addKeyValue("exemplar", record.key()).log("an unreadable template in the gallery log");
            return remove(record.key());
        }
        try {
            GalleryTemplate template = template(record.key().exemplar(), value, embedding);
            return galleries -> galleries.put(template);
        } catch (MalformedKeyException e) {
            LOG.debug("a record of the gallery log that names no template");
            return NOTHING;
        }
    }

    private static Galleries.Change remove(TemplateKey key) {
        try {
            ExemplarKey exemplar = key.exemplar();
            return galleries -> galleries.remove(exemplar.gallery(), exemplar.subject(), exemplar.exemplar());
        } catch (MalformedKeyException e) {
            // A tombstone under a key that never named an exemplar tells only a status.
            LOG.debug("a record of the gallery log that names no template");
            return NOTHING;
        }
    }

    private static GalleryTemplate template(ExemplarKey key, Template template, float[] embedding) {
        Instant validUntil = template.getValidUntil();
        return new GalleryTemplate(
                key.gallery(),
                key.subject(),
                key.exemplar(),
                template.getKind(),
                embedding,
                validUntil == null ? Long.MAX_VALUE : validUntil.toEpochMilli());
    }
}
