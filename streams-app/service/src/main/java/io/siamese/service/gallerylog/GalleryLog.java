package io.siamese.service.gallerylog;

import io.siamese.encoder.card.Calibration;
import io.siamese.events.ActiveEncoder;
import io.siamese.events.EffectivePolicy;
import io.siamese.events.Template;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.key.GalleryLogKey;
import io.siamese.schemas.key.MalformedKeyException;
import io.siamese.schemas.serde.EventReader;
import io.siamese.schemas.serde.Incoming;
import io.siamese.service.flow.EventSerdes;
import io.siamese.service.gallery.Galleries;
import io.siamese.service.gallery.GalleryTemplate;
import io.siamese.service.matching.Policy;
import io.siamese.service.matching.PolicyRules;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads records of the gallery log as changes of the galleries of one encoder. Thread-safe. Whatever is in a record, it is
 * a change: an unreadable template or policy counts as none.
 */
public final class GalleryLog {
    private static final Logger LOG = LoggerFactory.getLogger(GalleryLog.class);
    private static final Galleries.Change NOTHING = galleries -> {};

    private final String encoderId;
    private final int dimension;
    private final Function<EffectivePolicy, Policy> policyOf;
    private final EventReader<Template> templates;
    private final EventReader<ActiveEncoder> activeEncoders;
    private final EventReader<EffectivePolicy> policies;

    private GalleryLog(
            String encoderId, int dimension, Function<EffectivePolicy, Policy> policyOf, EventSerdes serdes) {
        this.encoderId = encoderId;
        this.dimension = dimension;
        this.policyOf = policyOf;
        templates = serdes.reader(Template.class);
        activeEncoders = serdes.reader(ActiveEncoder.class);
        policies = serdes.reader(EffectivePolicy.class);
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
    public Galleries.Change change(byte @Nullable [] key, byte @Nullable [] value) {
        try {
            GalleryLogKey parsed = GalleryLogKey.parse(key == null ? new byte[0] : key);
            if (parsed instanceof GalleryLogKey.ActiveEncoderKey) {
                return activation(value);
            }
            if (parsed instanceof GalleryLogKey.PolicyKey policy) {
                return policy(policy, value);
            }
            if (parsed instanceof GalleryLogKey.TemplateKey template
                    && template.encoderId().equals(encoderId)) {
                return template(template, value);
            }
            return NOTHING;
        } catch (MalformedKeyException e) {
            // A tombstone under a key that never named an exemplar tells only a status.
            LOG.debug("a record of the gallery log that names no template");
            return NOTHING;
        }
    }

    private Galleries.Change activation(byte @Nullable [] value) {
        Optional<String> active = readable(activeEncoders.read(value)).map(ActiveEncoder::getEncoderId);
        return galleries -> galleries.activate(active.orElse(null));
    }

    private Galleries.Change policy(GalleryLogKey.PolicyKey key, byte @Nullable [] value) {
        Optional<Policy> policy = readable(policies.read(value)).map(this::policy);
        if (value != null && policy.isEmpty()) {
            LOG.atWarn().addKeyValue("policy", key.segment()).log("an unreadable policy in the gallery log");
        }
        return galleries -> galleries.govern(key.gallery(), policy.orElse(null));
    }

    private Galleries.Change template(GalleryLogKey.TemplateKey key, byte @Nullable [] value)
            throws MalformedKeyException {
        ExemplarKey exemplar = key.exemplar();
        Optional<GalleryTemplate> template = readable(templates.read(value)).flatMap(t -> template(exemplar, t));
        if (value != null && template.isEmpty()) {
            LOG.atWarn().addKeyValue("exemplar", exemplar.text()).log("an unreadable template in the gallery log");
        }
        return template.<Galleries.Change>map(t -> galleries -> galleries.put(t))
                .orElse(galleries -> galleries.remove(exemplar.gallery(), exemplar.subject(), exemplar.exemplar()));
    }

    private Optional<GalleryTemplate> template(ExemplarKey key, Template template) {
        if (template.getEmbedding().size() != dimension) {
            return Optional.empty();
        }
        Instant validUntil = template.getValidUntil();
        return Optional.of(new GalleryTemplate(
                key.gallery(),
                key.subject(),
                key.exemplar(),
                template.getKind(),
                floats(template.getEmbedding()),
                validUntil == null ? Long.MAX_VALUE : validUntil.toEpochMilli()));
    }

    private static <T> Optional<T> readable(Incoming<T> incoming) {
        return incoming instanceof Incoming.Readable<T> readable ? Optional.of(readable.value()) : Optional.empty();
    }

    private static float[] floats(List<Float> numbers) {
        float[] floats = new float[numbers.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = numbers.get(i);
        }
        return floats;
    }
}
