package io.siamese.service.enrolment;

import static io.siamese.service.flow.NodeNames.ERASURES;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.siamese.events.EnrolmentStatus;
import io.siamese.events.ExemplarKind;
import io.siamese.events.Template;
import io.siamese.schemas.Reasons;
import io.siamese.schemas.gallerylog.PictureNote;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.service.batching.RawRecord;
import io.siamese.service.batching.ReceivedValue;
import io.siamese.service.flow.Result;
import io.siamese.service.gallery.Neighbours;
import io.siamese.service.gallerylog.EncoderIdentity;
import io.siamese.service.gallerylog.EnrolmentLogs;
import io.siamese.service.gallerylog.GalleryLogWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Turns exemplars into the gallery log. Every record of the topic exemplars leaves a record in the log, a template or
 * a tombstone that says why there is none, so that statuses and galleries are functions of the log alone.
 */
public final class Enroller implements Processor<byte[], ReceivedValue<PreparedExemplar>, byte[], Object> {
    /** Name of the store of the keys of exemplars, and so part of the name of the topic that keeps it. */
    public static final String LEDGER = "exemplar-ledger";

    /** On a record of the topic of exemplars that says nothing, and only closes a segment. */
    private static final String ROLLED = "segment-roll";

    private static final Duration CHECK_INTERVAL = Duration.ofMillis(100);
    private static final byte[] NO_KEY = {};
    private static final byte[] ROLL = GalleryLogWriter.ROLL.getBytes(UTF_8);

    private final EncoderIdentity encoder;
    private final ExemplarWork work;
    private final EnrolmentLogs logs;
    private final EnrolmentAudit.Settings settings;
    private final EnrolledTemplates enrolled;
    private final EnrolmentGates gates;
    private final ErasureSupport erasures;
    private ProcessorContext<byte[], Object> context;
    private GalleryLogWriter log;
    private EnrolmentAudit audit;
    private ErasureFollowUp followUp;

    /**
     * @param enrolled read anew from the log when the task starts
     * @param gates which templates are worth a second look
     * @param erasures what erasures need beyond the task's own records
     */
    public Enroller(
            EnrolmentAudit.Settings settings,
            ExemplarWork work,
            EnrolmentLogs logs,
            EnrolledTemplates enrolled,
            EnrolmentGates gates,
            ErasureSupport erasures) {
        this.erasures = erasures;
        this.encoder = settings.encoder();
        this.enrolled = enrolled;
        this.gates = gates;
        this.work = work;
        this.logs = logs;
        this.settings = settings;
    }

    /** The store that a task of enrolment needs. */
    public static StoreBuilder<?> ledgerStore() {
        return TaskNotes.storeBuilder(LEDGER);
    }

    @Override
    public void init(ProcessorContext<byte[], Object> processorContext) {
        context = processorContext;
        log = new GalleryLogWriter(encoder.encoderId(), context);
        KeyValueStore<Bytes, byte[]> store = context.getStateStore(LEDGER);
        followUp =
                new ErasureFollowUp(encoder.encoderId(), log, erasures, new ErasureNotes(store), this::rollExemplars);
        audit = new EnrolmentAudit(
                settings,
                logs,
                enrolled,
                new ExemplarLedger(store),
                erasures.others(),
                new EnrolmentAudit.Findings(log, this::forwardErasure, followUp));
        audit.readLogs(context.currentSystemTimeMs());
        context.schedule(CHECK_INTERVAL, PunctuationType.WALL_CLOCK_TIME, audit::runChecks);
    }

    @Override
    public void process(Record<byte[], ReceivedValue<PreparedExemplar>> record) {
        RawRecord raw = RawRecord.from(record, context.recordMetadata().orElseThrow());
        PreparedExemplar prepared = prepared(record.value(), raw);
        audit.beforeProcessing(context.currentSystemTimeMs());
        if (!isSegmentRoll(record)) {
            answerRequest(prepared, record, raw);
        }
        audit.noteProcessed(raw.offset(), context.currentSystemTimeMs());
    }

    private static boolean isSegmentRoll(Record<byte[], ?> record) {
        return record.headers().lastHeader(ROLLED) != null && Arrays.equals(record.key(), ROLL);
    }

    private void answerRequest(PreparedExemplar prepared, Record<byte[], ?> record, RawRecord raw) {
        ExemplarRequest request = prepared.request();
        if (request instanceof ExemplarRequest.Enrolment enrolment) {
            enrolExemplar(enrolment, prepared.draft(), record.key(), raw.offset());
        } else if (request instanceof ExemplarRequest.Removal removal) {
            removeExemplar(removal.key(), record, raw.offset());
        } else if (request instanceof ExemplarRequest.Refusal refusal) {
            rejectExemplar(
                    record.key() == null ? NO_KEY : record.key(), refusal.reason(), PictureNote.none(), raw.offset());
        }
    }

    /** Of its chunk; prepared anew where the gallery's gates have changed since the chunk was. */
    private PreparedExemplar prepared(ReceivedValue<PreparedExemplar> received, RawRecord raw) {
        PreparedExemplar prepared = received.awaitOrCompute(work, raw);
        return work.isCurrent(prepared) ? prepared : work.apply(List.of(raw)).get(0);
    }

    @Override
    public void close() {
        enrolled.clear();
    }

    private void enrolExemplar(
            ExemplarRequest.Enrolment asked, Result<TemplateDraft> draft, byte[] rawKey, long offset) {
        ExemplarKey key = asked.key();
        exemplarBook().noteReceived(key.text(), offset);
        followUp.noteReceived(key.text());
        draft.ifSuccessOrElse(template -> putTemplate(asked, template, rawKey, offset), reason -> {
            removeTemplate(key);
            rejectExemplar(rawKey, reason, asked.pictureNote(), offset);
        });
    }

    private void putTemplate(ExemplarRequest.Enrolment asked, TemplateDraft draft, byte[] rawKey, long offset) {
        ExemplarKey key = asked.key();
        Template template = draft.template();
        template.setEnrolledAt(Instant.ofEpochMilli(context.currentSystemTimeMs()));
        if (template.getKind() == ExemplarKind.POSITIVE) {
            addFlags(template, key, enrolled.bringUpToDate(draft.newcomer(), draft.neighbours()));
        }
        enrolled.put(draft.galleryTemplate());
        log.writeTemplate(rawKey, template, exemplarBook().noteTemplate(key.text(), offset), asked.pictureNote());
    }

    private void addFlags(Template template, ExemplarKey key, Neighbours neighbours) {
        List<EnrolmentGates.Flag> flags = gates.findFlags(key, neighbours, enrolled.policy(key.gallery()));
        if (!flags.isEmpty()) {
            template.setFlags(flags.stream().map(EnrolmentGates.Flag::reason).toList());
            template.setRelated(flags.get(0).related());
        }
    }

    private void removeTemplate(ExemplarKey key) {
        enrolled.remove(key.gallery(), key.subject(), key.exemplar());
    }

    /** The latest record of a key is the truth: a rejected replacement removes the earlier template. */
    private void rejectExemplar(byte[] key, String reason, PictureNote note, long offset) {
        log.writeRejection(key, reason, exemplarBook().noteRemoved(new String(key, UTF_8)), note, offset);
    }

    private void removeExemplar(ExemplarKey key, Record<byte[], ?> record, long offset) {
        if (key.isPrefix()) {
            eraseBelow(key, record.key(), offset);
            return;
        }
        boolean hadImage = exemplarBook().noteRevoked(key.text(), offset);
        removeTemplate(key);
        boolean hadTemplate = exemplarBook().noteRemoved(key.text());
        boolean erased = record.headers().lastHeader(EnrolmentAudit.ERASED_BY) != null;
        if (erased) {
            followUp.scheduleStatusClearing(key.text(), context.currentSystemTimeMs());
        } else {
            followUp.noteErasureRequest(
                    offset,
                    new ErasureNotes.Owed(key.text(), hadTemplate ? 1 : 0, hadImage ? 1 : 0),
                    context.currentSystemTimeMs());
        }
        String reason = hadTemplate ? null : Reasons.NOT_ENROLLED;
        log.writeRemoval(record.key(), EnrolmentStatus.REVOKED, erased ? Reasons.ERASED : reason, hadTemplate, offset);
    }

    /** Removes all below a prefix; the images follow with the next check. */
    private void eraseBelow(ExemplarKey prefix, byte[] rawKey, long offset) {
        long now = context.currentSystemTimeMs();
        ExemplarBook.Erased erased = exemplarBook().noteErasure(prefix.below(), offset);
        int templates = 0;
        for (String key : erased.keys()) {
            enrolled.remove(key);
            boolean hadTemplate = exemplarBook().noteRemoved(key);
            templates += hadTemplate ? 1 : 0;
            log.writeRemoval(key.getBytes(UTF_8), EnrolmentStatus.REVOKED, Reasons.ERASED, hadTemplate, offset);
            followUp.scheduleStatusClearing(key, now);
        }
        log.writeRemoval(rawKey, EnrolmentStatus.REVOKED, null, false, offset);
        followUp.noteErasureRequest(
                offset,
                new ErasureNotes.Owed(prefix.text(), templates, erased.images().size()),
                now);
    }

    private void rollExemplars() {
        Headers headers = new RecordHeaders().add(ROLLED, NO_KEY);
        forwardErasure(new Record<>(ROLL, null, context.currentSystemTimeMs(), headers));
    }

    private void forwardErasure(Record<byte[], Object> tombstone) {
        context.forward(tombstone, ERASURES);
    }

    private ExemplarBook exemplarBook() {
        return audit.exemplarBook();
    }
}
