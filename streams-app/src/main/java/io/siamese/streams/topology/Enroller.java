package io.siamese.streams.topology;

import static io.siamese.streams.topology.EnrolmentTopology.ERASURES;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.siamese.events.EnrolmentStatus;
import io.siamese.events.Exemplar;
import io.siamese.events.ExemplarKind;
import io.siamese.events.Template;
import io.siamese.schemas.Reasons;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.key.MalformedKeyException;
import io.siamese.schemas.serde.Incoming;
import io.siamese.streams.batching.Encoded;
import io.siamese.streams.batching.Received;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Turns exemplars into the gallery log. Every record of the topic exemplars leaves a record in the log, a template or
 * a tombstone that says why there is none, so that statuses and galleries are functions of the log alone.
 */
final class Enroller implements Processor<byte[], Received<PreparedExemplar>, byte[], Object> {
    private static final Duration CHECK_INTERVAL = Duration.ofMillis(100);

    private final EncoderIdentity encoder;
    private final ExemplarWork work;
    private final EnrolmentLogs logs;
    private final EnrolmentAudit.Settings settings;
    private ProcessorContext<byte[], Object> context;
    private GalleryLogWriter log;
    private EnrolmentAudit audit;

    Enroller(EncoderIdentity encoder, ExemplarWork work, EnrolmentLogs logs, EnrolmentAudit.Settings settings) {
        this.encoder = encoder;
        this.work = work;
        this.logs = logs;
        this.settings = settings;
    }

    @Override
    public void init(ProcessorContext<byte[], Object> processorContext) {
        context = processorContext;
        log = new GalleryLogWriter(encoder.encoderId(), context);
        audit = new EnrolmentAudit(encoder, logs, settings, log, this::forwardErasure);
        audit.read(context.currentSystemTimeMs());
        context.schedule(CHECK_INTERVAL, PunctuationType.WALL_CLOCK_TIME, audit::check);
    }

    @Override
    public void process(Record<byte[], Received<PreparedExemplar>> record) {
        PreparedExemplar prepared = record.value().result(work, record.timestamp());
        EventSerdes.checkLookedUp(prepared.incoming());
        long offset = context.recordMetadata().orElseThrow().offset();
        try {
            ExemplarKey key = ExemplarKey.parse(record.key());
            if (prepared.incoming() instanceof Incoming.Absent<Exemplar>) {
                remove(key, record, offset);
            } else if (key.isPrefix()) {
                reject(record.key(), Reasons.PREFIX_WITH_VALUE);
            } else {
                enrol(key, prepared, record.key(), offset);
            }
        } catch (MalformedKeyException e) {
            reject(record.key(), Reasons.MALFORMED_KEY);
        }
        audit.processed(offset, context.currentSystemTimeMs());
    }

    private void enrol(ExemplarKey key, PreparedExemplar prepared, byte[] rawKey, long offset) {
        book().received(key.text(), offset);
        String rejection = rejection(key, prepared);
        if (rejection != null) {
            reject(rawKey, rejection);
            return;
        }
        Exemplar exemplar = ((Incoming.Readable<Exemplar>) prepared.incoming()).value();
        float[] embedding = ((Encoded.Embedding) prepared.encoded()).values();
        log.enrolled(rawKey, template(key, exemplar, embedding, offset), book().enrolled(key.text(), offset));
    }

    private static @Nullable String rejection(ExemplarKey key, PreparedExemplar prepared) {
        if (prepared.incoming() instanceof Incoming.Unreadable<Exemplar> unreadable) {
            return unreadable.reason();
        }
        String rejection = rejection(key, ((Incoming.Readable<Exemplar>) prepared.incoming()).value());
        return rejection == null && prepared.encoded() instanceof Encoded.Unreadable unreadable
                ? unreadable.reason()
                : rejection;
    }

    private Template template(ExemplarKey key, Exemplar exemplar, float[] embedding, long offset) {
        Template template = Template.newBuilder().build();
        template.setGallery(key.gallery());
        template.setSubject(key.subject());
        template.setExemplar(key.exemplar());
        template.setKind(exemplar.getKind());
        template.setEncoderId(encoder.encoderId());
        template.setEmbedding(boxed(embedding));
        template.setImageSha256(Images.sha256(Images.bytes(exemplar.getImage())));
        template.setValidUntil(exemplar.getValidUntil());
        template.setEnrolledAt(Instant.ofEpochMilli(context.currentSystemTimeMs()));
        template.setExemplarOffset(offset);
        return template;
    }

    private static List<Float> boxed(float[] embedding) {
        List<Float> boxed = new ArrayList<>(embedding.length);
        for (float value : embedding) {
            boxed.add(value);
        }
        return boxed;
    }

    private static @Nullable String rejection(ExemplarKey key, Exemplar exemplar) {
        if (differs(exemplar.getGallery(), key.gallery())
                || differs(exemplar.getSubject(), key.subject())
                || differs(exemplar.getExemplar(), key.exemplar())) {
            return Reasons.KEY_MISMATCH;
        }
        // A symbol of a later version: taking it for a positive exemplar could be the very opposite of what is meant.
        if (exemplar.getKind() == ExemplarKind.UNKNOWN) {
            return Reasons.UNKNOWN_KIND;
        }
        return Images.digestAgrees(exemplar.getImage(), exemplar.getImageSha256()) ? null : Reasons.DIGEST_MISMATCH;
    }

    private static boolean differs(String field, String ofKey) {
        return !field.isEmpty() && !field.equals(ofKey);
    }

    /** The latest record of a key is the truth: a rejected replacement removes the earlier template. */
    private void reject(byte[] key, String reason) {
        log.removed(key, EnrolmentStatus.REJECTED, reason, book().removed(new String(key, UTF_8)));
    }

    private void remove(ExemplarKey key, Record<byte[], ?> record, long offset) {
        if (key.isPrefix()) {
            erase(key, record.key(), offset);
            return;
        }
        book().revoked(key.text(), offset);
        boolean hadTemplate = book().removed(key.text());
        boolean erased = record.headers().lastHeader(EnrolmentAudit.ERASED_BY) != null;
        String reason = hadTemplate ? null : Reasons.NOT_ENROLLED;
        log.removed(record.key(), EnrolmentStatus.REVOKED, erased ? Reasons.ERASED : reason, hadTemplate);
    }

    /** Removes all below a prefix; the images follow with the next check. */
    private void erase(ExemplarKey prefix, byte[] rawKey, long offset) {
        for (String key : book().erased(prefix.below(), offset)) {
            log.removed(key.getBytes(UTF_8), EnrolmentStatus.REVOKED, Reasons.ERASED, book().removed(key));
        }
        log.removed(rawKey, EnrolmentStatus.REVOKED, null, false);
    }

    private void forwardErasure(Record<byte[], Object> tombstone) {
        context.forward(tombstone, ERASURES);
    }

    private ExemplarBook book() {
        return audit.book();
    }
}
