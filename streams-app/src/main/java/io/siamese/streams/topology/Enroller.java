package io.siamese.streams.topology;

import static io.siamese.streams.topology.EnrolmentTopology.ERASURES;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.events.EnrolmentStatus;
import io.siamese.events.Exemplar;
import io.siamese.events.ExemplarKind;
import io.siamese.events.Template;
import io.siamese.schemas.Reasons;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.key.MalformedKeyException;
import io.siamese.schemas.serde.Incoming;
import java.time.Duration;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Turns exemplars into the gallery log. Every record of the topic exemplars leaves a record in the log, a template or
 * a tombstone that says why there is none, so that statuses and galleries are functions of the log alone.
 */
final class Enroller implements Processor<byte[], Incoming<Exemplar>, byte[], Object> {
    /** On a tombstone that an erasure left in the topic of exemplars: the offset of the erasure. */
    static final String ERASED_BY = "erased-by";

    private static final Duration CHECK_INTERVAL = Duration.ofMillis(100);

    private final ExemplarEncoder encoder;
    private final EnrolmentLogs logs;
    private final EnrolmentAudit.Settings settings;
    private ProcessorContext<byte[], Object> context;
    private GalleryLogWriter log;
    private EnrolmentAudit audit;

    Enroller(ExemplarEncoder encoder, EnrolmentLogs logs, EnrolmentAudit.Settings settings) {
        this.encoder = encoder;
        this.logs = logs;
        this.settings = settings;
    }

    @Override
    public void init(ProcessorContext<byte[], Object> processorContext) {
        context = processorContext;
        log = new GalleryLogWriter(encoder.encoderId(), context);
        audit = new EnrolmentAudit(encoder, logs, settings, log);
        audit.read(context.currentSystemTimeMs());
        context.schedule(CHECK_INTERVAL, PunctuationType.WALL_CLOCK_TIME, audit::check);
    }

    @Override
    public void process(Record<byte[], Incoming<Exemplar>> record) {
        EventSerdes.checkLookedUp(record.value());
        long offset = context.recordMetadata().orElseThrow().offset();
        try {
            ExemplarKey key = ExemplarKey.parse(record.key());
            if (record.value() instanceof Incoming.Absent<Exemplar>) {
                remove(key, record, offset);
            } else if (key.isPrefix()) {
                reject(record.key(), Reasons.PREFIX_WITH_VALUE);
            } else {
                enrol(key, record, offset);
            }
        } catch (MalformedKeyException e) {
            reject(record.key(), Reasons.MALFORMED_KEY);
        }
        audit.processed(offset, context.currentSystemTimeMs());
    }

    private void enrol(ExemplarKey key, Record<byte[], Incoming<Exemplar>> record, long offset) {
        book().received(key.text(), offset);
        if (record.value() instanceof Incoming.Unreadable<Exemplar> unreadable) {
            reject(record.key(), unreadable.reason());
            return;
        }
        Exemplar exemplar = ((Incoming.Readable<Exemplar>) record.value()).value();
        String rejection = rejection(key, exemplar);
        if (rejection != null) {
            reject(record.key(), rejection);
            return;
        }
        try {
            Template template = encoder.encode(key, exemplar, offset, context.currentSystemTimeMs());
            log.enrolled(record.key(), template, book().enrolled(key.text(), offset));
        } catch (UnreadableImageException e) {
            reject(record.key(), e.reason());
        }
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

    private void remove(ExemplarKey key, Record<byte[], Incoming<Exemplar>> record, long offset) {
        if (key.isPrefix()) {
            erase(key, offset);
            log.removed(record.key(), EnrolmentStatus.REVOKED, null, false);
            return;
        }
        book().revoked(key.text(), offset);
        boolean erased = record.headers().lastHeader(ERASED_BY) != null;
        boolean hadTemplate = book().removed(key.text());
        // The erasure itself has told the status, unless an exemplar came between the two.
        if (!erased || hadTemplate) {
            log.removed(record.key(), EnrolmentStatus.REVOKED, erased ? Reasons.ERASED : null, hadTemplate);
        }
    }

    /** Removes all below a prefix, and the images: the erasure may be compacted away before another encoder reads it. */
    private void erase(ExemplarKey prefix, long offset) {
        String below = prefix.subject().isEmpty()
                ? prefix.text().substring(0, prefix.text().length() - 1)
                : prefix.text();
        for (String key : book().templatesBelow(below, offset)) {
            log.removed(key.getBytes(UTF_8), EnrolmentStatus.REVOKED, Reasons.ERASED, book().removed(key));
        }
        if (audit.decides()) {
            Headers erasedBy =
                    new RecordHeaders().add(ERASED_BY, Long.toString(offset).getBytes(UTF_8));
            for (String key : book().exemplarsBelow(below, offset)) {
                context.forward(
                        new Record<>(key.getBytes(UTF_8), null, context.currentSystemTimeMs(), erasedBy), ERASURES);
            }
        }
    }

    private ExemplarBook book() {
        return audit.book();
    }
}
