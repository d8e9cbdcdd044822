package io.siamese.service.enrolment;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.siamese.events.ActiveEncoder;
import io.siamese.events.EnrolmentStatus;
import io.siamese.schemas.Reasons;
import io.siamese.service.gallerylog.EncoderIdentity;
import io.siamese.service.gallerylog.EnrolmentLogs;
import io.siamese.service.gallerylog.GalleryLogSnapshot;
import io.siamese.service.gallerylog.GalleryLogWriter;
import io.siamese.service.gallerylog.OtherTemplates;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the gallery log true to the exemplars where records alone cannot. A tombstone that was compacted away while
 * everything was down is never read. So where that may have happened, when an enrolment task starts or after a long gap, the
 * keys of all exemplars are read from their topic, and templates whose exemplar is gone are removed. Elsewhere the ledger
 * tells the keys. Once all exemplars are embedded, the encoder is named in the log where none is.
 */
public final class EnrolmentAudit {
    /** On a tombstone that an erasure left in the topic of exemplars: the offset of the erasure. */
    public static final String ERASED_BY = "erased-by";

    private static final Logger LOG = LoggerFactory.getLogger(EnrolmentAudit.class);

    /**
     * @param encoder whose templates are compared with the exemplars
     * @param claim when the encoder is named in the log
     * @param activeEncoder the encoder that the log names, as it is read now; empty while that is not known
     * @param gap time without a check after which a tombstone may have been missed: half of delete.retention.ms
     */
    public record Settings(
            EncoderIdentity encoder, Claim claim, Supplier<Optional<String>> activeEncoder, Duration gap) {}

    /**
     * Takes what an audit finds.
     *
     * @param galleryLog takes removals, and the name of the encoder
     * @param exemplars takes tombstones for the topic of exemplars
     * @param followUp told when erasures may be finished
     */
    record Findings(
            GalleryLogWriter galleryLog, Consumer<Record<byte[], Object>> exemplars, ErasureFollowUp followUp) {}

    private final EncoderIdentity encoder;
    private final EnrolmentLogs logs;
    private final Settings settings;
    private final EnrolledTemplates enrolled;
    private final ExemplarLedger ledger;
    private final OtherTemplates others;
    private final Findings findings;
    private ExemplarBook book = new ExemplarBook();
    /** Offset up to which the exemplars in the book are all there are, exclusive. */
    private long knownTo;

    private long lastOffset;
    private boolean decidedAtStart;
    private boolean mayActivate;
    private boolean orphansRemoved;
    /** Whether a regular check has been made: the encoder is not named before. */
    private boolean checked;

    private long processed = -1;
    private long lastCheck;

    /**
     * @param enrolled kept true to the log too
     * @param ledger knows the exemplars that were processed before
     * @param others the templates of other encoders
     */
    EnrolmentAudit(
            Settings settings,
            EnrolmentLogs logs,
            EnrolledTemplates enrolled,
            ExemplarLedger ledger,
            OtherTemplates others,
            Findings findings) {
        this.encoder = settings.encoder();
        this.settings = settings;
        this.logs = logs;
        this.enrolled = enrolled;
        this.ledger = ledger;
        this.others = others;
        this.findings = findings;
    }

    /**
     * Takes over what the gallery log says, and learns which exemplars there are. The log comes first: what is removed in between is then
     * still seen as a template.
     */
    void readLogs(long now) {
        GalleryLogSnapshot log = logs.galleryLog();
        enrolled.beginWith(log.galleries());
        NavigableMap<String, Long> templates = log.exemplarOffsets();
        EnrolmentLogs.Backlog backlog = logs.backlog();
        book = new ExemplarBook(templates, ledger);
        if (backlog.committed() == 0 && templates.isEmpty()) {
            book.replaceExemplars(Map.of(), Map.of());
            noteKnownTo(0, backlog.lastOffset());
        } else if (ledger.isComplete() && !backlog.mayMissTombstones()) {
            book.readLedger();
            noteKnownTo(backlog.committed(), backlog.lastOffset());
        } else {
            readExemplars();
        }
        resolveClaim(log.activeEncoder());
        // Markers of transactions lie behind the last record, and a commit may lie behind them.
        processed = Math.max(processed, Math.min(backlog.committed() - 1, backlog.lastOffset()));
        enrolled.noteProcessed(processed);
        lastCheck = now;
    }

    private void resolveClaim(Optional<String> named) {
        decidedAtStart = named.map(encoder.encoderId()::equals).orElse(settings.claim() != Claim.WAIT);
        mayActivate = settings.claim() == Claim.TAKE_OVER
                ? named.isEmpty() || !decidedAtStart
                : settings.claim() == Claim.FIRST && named.isEmpty();
    }

    /** Another encoder may become the one that decides while this task runs, and this one again. */
    private boolean decides() {
        return settings.activeEncoder().get().map(encoder.encoderId()::equals).orElse(decidedAtStart);
    }

    /** From the images' own topic, because a tombstone may be gone that nobody has read. */
    private void readExemplars() {
        EnrolmentLogs.Exemplars exemplars = logs.exemplars();
        book.replaceExemplars(exemplars.offsets(), exemplars.erased());
        noteKnownTo(exemplars.end(), exemplars.lastOffset());
    }

    private void noteKnownTo(long to, long last) {
        knownTo = to;
        lastOffset = last;
        orphansRemoved = false;
        checked = false;
    }

    ExemplarBook exemplarBook() {
        return book;
    }

    /** Called before a record is processed: no progress is committed before orphans are removed. */
    void beforeProcessing(long now) {
        removeOrphans(now);
    }

    /** Called after a record is processed. */
    void noteProcessed(long offset, long now) {
        processed = offset;
        enrolled.noteProcessed(offset);
        activateIfCaughtUp(now);
    }

    /** Called regularly, maybe within an open transaction of the task. */
    void runChecks(long now) {
        if (now - lastCheck > settings.gap().toMillis() && logs.backlog().mayMissTombstones()) {
            LOG.atWarn()
                    .addKeyValue("gapMs", now - lastCheck)
                    .log("a long gap: exemplars and templates are compared anew");
            // Templates are known: only this task writes them. Their log must not be awaited within a transaction of
            // its own.
            readExemplars();
        }
        lastCheck = now;
        checked = true;
        removeOrphans(now);
        removeErasedImages(now);
        activateIfCaughtUp(now);
        book.writeLedger();
    }

    /**
     * The record of an erasure may be compacted away before another encoder reads it, and an erasure that keeps the images
     * is none. One encoder's task is enough. It happens a moment later, when what was enrolled again is known: all that was
     * written before the task started.
     */
    private void removeErasedImages(long now) {
        boolean decides = decides();
        if (decides && (knownTo > lastOffset || processed >= lastOffset)) {
            book.takeErased().forEach((key, erasure) -> {
                Headers headers = new RecordHeaders()
                        .add(ERASED_BY, Long.toString(erasure).getBytes(UTF_8));
                findings.exemplars().accept(new Record<>(key.getBytes(UTF_8), null, now, headers));
            });
            findings.followUp().finishDueErasures(now);
        } else if (!decides) {
            findings.followUp().forgetReceipted();
        }
    }

    private void removeOrphans(long now) {
        if (orphansRemoved) {
            return;
        }
        orphansRemoved = true;
        List<String> orphans = book.orphans(knownTo);
        for (String key : orphans) {
            book.noteRemoved(key);
            String reason = book.isErased(key) ? Reasons.ERASED : Reasons.EXEMPLAR_GONE;
            enrolled.remove(key);
            findings.galleryLog().writeRemoval(key.getBytes(UTF_8), EnrolmentStatus.REVOKED, reason, true, -1);
            findings.followUp().scheduleStatusClearing(key, now);
        }
        removeOrphansOfOthers();
        LOG.atInfo().addKeyValue("removed", orphans.size()).log("templates compared with exemplars");
    }

    /** The application of another encoder may not run any more, and so removes nothing. */
    private void removeOrphansOfOthers() {
        if (decides()) {
            others.findTemplates((key, offset) -> offset < knownTo && !book.hasImage(key))
                    .forEach(key -> findings.galleryLog().writeRemovalOfAnother(key, Reasons.EXEMPLAR_GONE, -1));
        }
    }

    private void activateIfCaughtUp(long now) {
        if (mayActivate && checked && processed >= lastOffset) {
            mayActivate = false;
            decidedAtStart = true;
            enrolled.activate(encoder.encoderId());
            findings.galleryLog()
                    .writeActivation(new ActiveEncoder(
                            encoder.encoderId(), encoder.dimension(), encoder.similarity(), Instant.ofEpochMilli(now)));
            LOG.atInfo()
                    .addKeyValue("encoder", encoder.encoderId())
                    .log("named in the gallery log as the active encoder");
        }
    }
}
