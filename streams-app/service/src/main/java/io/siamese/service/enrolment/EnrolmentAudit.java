package io.siamese.service.enrolment;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.siamese.events.ActiveEncoder;
import io.siamese.events.EnrolmentStatus;
import io.siamese.schemas.Reasons;
import io.siamese.service.gallerylog.EncoderIdentity;
import io.siamese.service.gallerylog.EnrolmentLogs;
import io.siamese.service.gallerylog.GalleryLogWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the gallery log true to the exemplars where records alone cannot: a tombstone that was compacted away while
 * everything was down is never read. When an enrolment task starts, and after a gap in which that may have happened,
 * templates whose exemplar is gone are removed; and once all exemplars are embedded, the encoder is named in the log
 * where none is.
 */
public final class EnrolmentAudit {
    /** On a tombstone that an erasure left in the topic of exemplars: the offset of the erasure. */
    public static final String ERASED_BY = "erased-by";

    private static final Logger LOG = LoggerFactory.getLogger(EnrolmentAudit.class);

    /**
     * @param takeOver whether to become the deciding encoder where the log names another one
     * @param gap time without a check after which a tombstone may have been missed: half of delete.retention.ms
     */
    public record Settings(boolean takeOver, Duration gap) {}

    private final EncoderIdentity encoder;
    private final EnrolmentLogs logs;
    private final Settings settings;
    private final GalleryLogWriter log;
    private final EnrolledTemplates enrolled;
    private final Consumer<Record<byte[], Object>> erasures;
    private ExemplarBook book;
    private EnrolmentLogs.Exemplars exemplars;
    private boolean decides;
    private boolean mayActivate;
    private boolean orphansRemoved;
    private long processed = -1;
    private long lastCheck;

    /**
     * @param enrolled kept true to the log too
     * @param erasures takes tombstones for the topic of exemplars
     */
    EnrolmentAudit(
            EncoderIdentity encoder,
            EnrolmentLogs logs,
            Settings settings,
            GalleryLogWriter log,
            EnrolledTemplates enrolled,
            Consumer<Record<byte[], Object>> erasures) {
        this.encoder = encoder;
        this.logs = logs;
        this.settings = settings;
        this.log = log;
        this.enrolled = enrolled;
        this.erasures = erasures;
    }

    /** Reads both logs to their ends. The templates first: what is removed in between is then still seen as one. */
    void read(long now) {
        EnrolmentLogs.Templates templates = enrolled.read(logs);
        exemplars = logs.exemplars();
        book = new ExemplarBook(exemplars.offsets(), exemplars.erased(), templates.exemplarOffsets());
        String active = templates.activeEncoder().orElse(encoder.encoderId());
        decides = active.equals(encoder.encoderId());
        mayActivate = templates.activeEncoder().isEmpty() || !decides && settings.takeOver();
        orphansRemoved = false;
        processed = Math.max(processed, exemplars.committed() - 1);
        lastCheck = now;
    }

    ExemplarBook book() {
        return book;
    }

    void processed(long offset, long now) {
        processed = offset;
        activateIfCaughtUp(now);
    }

    /** Called regularly, maybe within an open transaction of the task. */
    void check(long now) {
        if (now - lastCheck > settings.gap().toMillis()) {
            LOG.atWarn()
                    .addKeyValue("gapMs", now - lastCheck)
                    .log("a long gap: exemplars and templates are compared anew");
            // Templates are known: only this task writes them. Their log must not be awaited within a transaction of
            // its own.
            exemplars = logs.exemplars();
            book = book.with(exemplars);
            orphansRemoved = false;
        }
        lastCheck = now;
        removeOrphans();
        removeErasedImages(now);
        activateIfCaughtUp(now);
    }

    /**
     * The record of an erasure may be compacted away before another encoder reads it, and an erasure that keeps the images
     * is none. One encoder's task is enough. It happens a moment later, when what was enrolled again is known.
     */
    private void removeErasedImages(long now) {
        if (decides) {
            book.takeErased().forEach((key, erasure) -> {
                Headers headers = new RecordHeaders()
                        .add(ERASED_BY, Long.toString(erasure).getBytes(UTF_8));
                erasures.accept(new Record<>(key.getBytes(UTF_8), null, now, headers));
            });
        }
    }

    private void removeOrphans() {
        if (orphansRemoved) {
            return;
        }
        orphansRemoved = true;
        List<String> orphans = book.orphans(exemplars.end());
        for (String key : orphans) {
            book.removed(key);
            String reason = book.isErased(key) ? Reasons.ERASED : Reasons.EXEMPLAR_GONE;
            enrolled.remove(key);
            log.removed(key.getBytes(UTF_8), EnrolmentStatus.REVOKED, reason, true, -1);
        }
        LOG.atInfo().addKeyValue("removed", orphans.size()).log("templates compared with exemplars");
    }

    private void activateIfCaughtUp(long now) {
        if (mayActivate && orphansRemoved && processed >= exemplars.lastOffset()) {
            mayActivate = false;
            decides = true;
            enrolled.activate(encoder.encoderId());
            log.activated(new ActiveEncoder(
                    encoder.encoderId(), encoder.dimension(), encoder.similarity(), Instant.ofEpochMilli(now)));
            LOG.atInfo()
                    .addKeyValue("encoder", encoder.encoderId())
                    .log("named in the gallery log as the active encoder");
        }
    }
}
