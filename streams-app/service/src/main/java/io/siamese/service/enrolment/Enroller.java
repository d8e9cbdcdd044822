package io.siamese.service.enrolment;

import static io.siamese.service.flow.NodeNames.ERASURES;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.siamese.events.EnrolmentStatus;
import io.siamese.events.Exemplar;
import io.siamese.events.ExemplarKind;
import io.siamese.events.Template;
import io.siamese.schemas.Reasons;
import io.siamese.schemas.gallerylog.TemplateNumbers;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.key.MalformedKeyException;
import io.siamese.schemas.serde.Incoming;
import io.siamese.service.batching.Encoded;
import io.siamese.service.batching.Received;
import io.siamese.service.flow.EventSerdes;
import io.siamese.service.flow.Images;
import io.siamese.service.gallery.GalleryTemplate;
import io.siamese.service.gallery.Neighbours;
import io.siamese.service.gallery.Newcomer;
import io.siamese.service.gallerylog.EncoderIdentity;
import io.siamese.service.gallerylog.EnrolmentLogs;
import io.siamese.service.gallerylog.GalleryLogWriter;
import io.siamese.service.matching.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Turns exemplars into the gallery log. Every record of the topic exemplars leaves a record in the log, a template or
 * a tombstone that says why there is none, so that statuses and galleries are functions of the log alone.
 */
public final class Enroller implements Processor<byte[], Received<PreparedExemplar>, byte[], Object> {
    /** Name of the store of the keys of exemplars, and so part of the name of the topic that keeps it. */
    public static final String LEDGER = "exemplar-ledger";

    private static final Duration CHECK_INTERVAL = Duration.ofMillis(100);

    private final EncoderIdentity encoder;
    private final ExemplarWork work;
    private final EnrolmentLogs logs;
    private final EnrolmentAudit.Settings settings;
    private final EnrolledTemplates enrolled;
    private final EnrolmentGates gates;
    private ProcessorContext<byte[], Object> context;
    private GalleryLogWriter log;
    private EnrolmentAudit audit;

    /**
     * @param enrolled read anew from the log when the task starts
     * @param gates what an exemplar must be, beyond being readable
     */
    public Enroller(
            EncoderIdentity encoder,
            ExemplarWork work,
            EnrolmentLogs logs,
            EnrolmentAudit.Settings settings,
            EnrolledTemplates enrolled,
            EnrolmentGates gates) {
        this.encoder = encoder;
        this.enrolled = enrolled;
        this.gates = gates;
        this.work = work;
        this.logs = logs;
        this.settings = settings;
    }

    /** The store that a task of enrolment needs. */
    public static StoreBuilder<?> ledger() {
        return ExemplarLedger.store(LEDGER);
    }

    @Override
    public void init(ProcessorContext<byte[], Object> processorContext) {
        context = processorContext;
        log = new GalleryLogWriter(encoder.encoderId(), context);
        ExemplarLedger ledger = new ExemplarLedger(context.getStateStore(LEDGER));
        audit = new EnrolmentAudit(encoder, logs, settings, log, enrolled, ledger, this::forwardErasure);
        audit.read(context.currentSystemTimeMs());
        context.schedule(CHECK_INTERVAL, PunctuationType.WALL_CLOCK_TIME, audit::check);
    }

    @Override
    public void process(Record<byte[], Received<PreparedExemplar>> record) {
        PreparedExemplar prepared = record.value().result(work, record.timestamp());
        EventSerdes.checkLookedUp(prepared.incoming());
        audit.beforeProcessing();
        long offset = context.recordMetadata().orElseThrow().offset();
        // A compacted topic takes no record without a key; one that was not always compacted may hold some.
        byte[] rawKey = record.key() == null ? new byte[0] : record.key();
        try {
            ExemplarKey key = ExemplarKey.parse(rawKey);
            if (prepared.incoming() instanceof Incoming.Absent<Exemplar>) {
                remove(key, record, offset);
            } else if (key.isPrefix()) {
                reject(rawKey, Reasons.PREFIX_WITH_VALUE, offset);
            } else {
                enrol(key, prepared, record, offset);
            }
        } catch (MalformedKeyException e) {
            reject(rawKey, Reasons.MALFORMED_KEY, offset);
        }
        audit.processed(offset, context.currentSystemTimeMs());
    }

    @Override
    public void close() {
        enrolled.clear();
    }

    private void enrol(ExemplarKey key, PreparedExemplar prepared, Record<byte[], ?> record, long offset) {
        book().received(key.text(), offset);
        Policy policy = enrolled.policy(key.gallery());
        String rejection = rejection(key, prepared);
        if (rejection == null) {
            rejection = gates.rejection(Images.bytes(exemplar(prepared).getImage()), policy)
                    .orElse(null);
        }
        if (rejection != null) {
            forget(key);
            reject(record.key(), rejection, offset);
            return;
        }
        float[] embedding = ((Encoded.Embedding) prepared.encoded()).values();
        Template template = template(key, exemplar(prepared), embedding, offset);
        if (template.getKind() == ExemplarKind.POSITIVE) {
            flag(
                    template,
                    key,
                    ExemplarWork.newcomer(key, embedding, record.timestamp()),
                    prepared.neighbours(),
                    policy);
        }
        enrolled.put(new GalleryTemplate(
                key.gallery(), key.subject(), key.exemplar(), template.getKind(), embedding, end(template)));
        log.enrolled(record.key(), template, book().enrolled(key.text(), offset));
    }

    private void flag(
            Template template, ExemplarKey key, Newcomer newcomer, @Nullable Neighbours earlier, Policy policy) {
        List<EnrolmentGates.Flag> flags = gates.flags(key, enrolled.current(newcomer, earlier), policy);
        if (!flags.isEmpty()) {
            template.setFlags(flags.stream().map(EnrolmentGates.Flag::reason).toList());
            template.setRelated(flags.get(0).related());
        }
    }

    private static Exemplar exemplar(PreparedExemplar prepared) {
        return ((Incoming.Readable<Exemplar>) prepared.incoming()).value();
    }

    private static long end(Template template) {
        return template.getValidUntil() == null
                ? Long.MAX_VALUE
                : template.getValidUntil().toEpochMilli();
    }

    private void forget(ExemplarKey key) {
        enrolled.remove(key.gallery(), key.subject(), key.exemplar());
    }

    private static @Nullable String rejection(ExemplarKey key, PreparedExemplar prepared) {
        if (prepared.incoming() instanceof Incoming.Unreadable<Exemplar> unreadable) {
            return unreadable.reason();
        }
        String rejection = rejection(key, exemplar(prepared));
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
        template.setVector(TemplateNumbers.bytes(embedding));
        template.setImageSha256(Images.sha256(Images.bytes(exemplar.getImage())));
        template.setValidUntil(exemplar.getValidUntil());
        template.setEnrolledAt(Instant.ofEpochMilli(context.currentSystemTimeMs()));
        template.setExemplarOffset(offset);
        return template;
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
    private void reject(byte[] key, String reason, long offset) {
        log.removed(key, EnrolmentStatus.REJECTED, reason, book().removed(new String(key, UTF_8)), offset);
    }

    private void remove(ExemplarKey key, Record<byte[], ?> record, long offset) {
        if (key.isPrefix()) {
            erase(key, record.key(), offset);
            return;
        }
        book().revoked(key.text(), offset);
        forget(key);
        boolean hadTemplate = book().removed(key.text());
        boolean erased = record.headers().lastHeader(EnrolmentAudit.ERASED_BY) != null;
        String reason = hadTemplate ? null : Reasons.NOT_ENROLLED;
        log.removed(record.key(), EnrolmentStatus.REVOKED, erased ? Reasons.ERASED : reason, hadTemplate, offset);
    }

    /** Removes all below a prefix; the images follow with the next check. */
    private void erase(ExemplarKey prefix, byte[] rawKey, long offset) {
        for (String key : book().erased(prefix.below(), offset)) {
            enrolled.remove(key);
            log.removed(key.getBytes(UTF_8), EnrolmentStatus.REVOKED, Reasons.ERASED, book().removed(key), offset);
        }
        log.removed(rawKey, EnrolmentStatus.REVOKED, null, false, offset);
    }

    private void forwardErasure(Record<byte[], Object> tombstone) {
        context.forward(tombstone, ERASURES);
    }

    private ExemplarBook book() {
        return audit.book();
    }
}
