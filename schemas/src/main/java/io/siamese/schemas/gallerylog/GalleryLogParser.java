package io.siamese.schemas.gallerylog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.siamese.events.ActiveEncoder;
import io.siamese.events.EffectivePolicy;
import io.siamese.events.Template;
import io.siamese.schemas.Reasons;
import io.siamese.schemas.gallerylog.GalleryLogRecord.ActiveEncoderRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.PolicyAnswer;
import io.siamese.schemas.gallerylog.GalleryLogRecord.PolicyRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.RefusalRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.RemovalRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.StandingRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.TemplateRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.UnknownRecord;
import io.siamese.schemas.key.GalleryLogKey;
import io.siamese.schemas.key.GalleryLogKey.ActiveEncoderKey;
import io.siamese.schemas.key.GalleryLogKey.PolicyKey;
import io.siamese.schemas.key.GalleryLogKey.TemplateKey;
import io.siamese.schemas.key.MalformedKeyException;
import io.siamese.schemas.sealing.KeyOutageException;
import io.siamese.schemas.sealing.SealException;
import io.siamese.schemas.sealing.Sealing;
import io.siamese.schemas.serde.EventReader;
import io.siamese.schemas.serde.Incoming;
import io.siamese.schemas.serde.SchemaLookupException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of the gallery log. Thread-safe. Whatever is in a record, it is one of the kinds. It throws a
 * {@link SchemaLookupException} only while the schema of a value cannot be looked up, and a {@link KeyOutageException} only
 * while a key cannot be had: read the same record again later then.
 */
public final class GalleryLogParser {

    /** Begins the key of the log's record of a request that was refused, after the encoder's id. */
    public static final String REFUSED_POLICY = "~policy/";

    private final EventReader<Template> templates;
    private final EventReader<ActiveEncoder> activeEncoders;
    private final EventReader<EffectivePolicy> policies;
    private final SealedNumbers numbers;

    /** Decrypts nothing. */
    public GalleryLogParser(
            EventReader<Template> templates,
            EventReader<ActiveEncoder> activeEncoders,
            EventReader<EffectivePolicy> policies) {
        this(templates, activeEncoders, policies, Sealing.off());
    }

    /** @param sealing decrypts templates that are encrypted; the others are as they are */
    public GalleryLogParser(
            EventReader<Template> templates,
            EventReader<ActiveEncoder> activeEncoders,
            EventReader<EffectivePolicy> policies,
            Sealing sealing) {
        this.templates = templates;
        this.activeEncoders = activeEncoders;
        this.policies = policies;
        this.numbers = new SealedNumbers(sealing);
    }

    /**
     * Reads a record.
     *
     * @param key null counts as empty: a topic that was not always compacted may hold some
     * @throws SchemaLookupException if the schema of its value cannot be looked up now
     * @throws KeyOutageException if it is encrypted, and its key cannot be had now
     */
    public GalleryLogRecord parse(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        try {
            GalleryLogKey parsed = GalleryLogKey.parse(key == null ? new byte[0] : key);
            if (parsed instanceof TemplateKey template) {
                return parseTemplate(template, value, headers);
            }
            if (parsed instanceof PolicyKey policy) {
                return parsePolicy(policy, value, headers);
            }
            return parsed instanceof ActiveEncoderKey
                    ? new ActiveEncoderRecord(valueOrNull(activeEncoders.read(value)))
                    : new UnknownRecord();
        } catch (MalformedKeyException e) {
            return new UnknownRecord();
        }
    }

    private GalleryLogRecord parseTemplate(TemplateKey key, byte @Nullable [] value, Headers headers) {
        if (key.beginsWith(REFUSED_POLICY)) {
            String request = new String(key.exemplarKey(), ISO_8859_1).substring(REFUSED_POLICY.length());
            // An exemplar's key may look like a refusal's, and be rejected: its record has no encoder in its headers.
            return LogNote.writer(headers) == null
                    ? new UnknownRecord()
                    : new RefusalRecord(policyAnswer(request, valueOrNull(policies.read(value)), headers));
        }
        if (value == null && new String(key.exemplarKey(), ISO_8859_1).equals(EncoderStanding.KEY)) {
            return EncoderStanding.fromHeaders(key.encoderId(), headers)
                    .<GalleryLogRecord>map(StandingRecord::new)
                    .orElseGet(UnknownRecord::new);
        }
        return value == null ? new RemovalRecord(key) : template(key, valueOrNull(templates.read(value)));
    }

    private TemplateRecord template(TemplateKey key, @Nullable Template template) {
        if (template == null || !template.getSealed().hasRemaining()) {
            return new TemplateRecord(key, template);
        }
        try {
            return new TemplateRecord(key, numbers.opened(key, template));
        } catch (SealException e) {
            return new TemplateRecord(key, template, e.reason());
        }
    }

    private PolicyRecord parsePolicy(PolicyKey key, byte @Nullable [] value, Headers headers) {
        EffectivePolicy policy = valueOrNull(policies.read(value));
        return new PolicyRecord(
                key, policy, value != null && policy == null, policyAnswer(key.segment(), policy, headers));
    }

    private static PolicyAnswer policyAnswer(String requestKey, @Nullable EffectivePolicy policy, Headers headers) {
        return new PolicyAnswer(
                requestKey,
                LogNote.writer(headers),
                LogNote.source(headers),
                policy == null ? null : policy.getCalibrationId());
    }

    private static <T> @Nullable T valueOrNull(Incoming<T> incoming) {
        if (incoming instanceof Incoming.Unreadable<T> unreadable
                && unreadable.reason().equals(Reasons.SCHEMA_UNAVAILABLE)) {
            throw new SchemaLookupException(unreadable.detail());
        }
        return incoming instanceof Incoming.Readable<T> readable ? readable.value() : null;
    }
}
