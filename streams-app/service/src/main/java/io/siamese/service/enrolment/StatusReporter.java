package io.siamese.service.enrolment;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.siamese.events.ActiveEncoder;
import io.siamese.events.ErasureReceipt;
import io.siamese.events.ExemplarStatus;
import io.siamese.schemas.gallerylog.EncoderStanding;
import io.siamese.schemas.gallerylog.LogNote;
import io.siamese.schemas.gallerylog.PictureNote;
import io.siamese.schemas.key.GalleryLogKey;
import io.siamese.schemas.key.MalformedKeyException;
import io.siamese.schemas.serde.EventReader;
import io.siamese.schemas.serde.Incoming;
import io.siamese.service.flow.Observer;
import io.siamese.service.gallerylog.GalleryLogWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells from the gallery log, read back, what became of each exemplar and policy, and from which epoch on it holds. */
public final class StatusReporter extends ContextualProcessor<byte[], byte[], byte[], ExemplarStatus> {
    private static final Logger LOG = LoggerFactory.getLogger(StatusReporter.class);
    private static final String WITHHELD = "withheld-statuses";
    private static final Duration RELEASE_INTERVAL = Duration.ofMillis(100);
    /** Few, because a transaction of enrolment is short. */
    private static final int RELEASED_AT_ONCE = 2_000;

    private final String encoderId;
    private final String galleryLog;
    private final EventReader<ExemplarStatus> receipts;
    private final EventReader<ActiveEncoder> encoders;
    private final DecidingEncoder deciding;
    private final Observer observer;
    private final Function<ExemplarStatus, byte[]> write;
    private WithheldStatuses withheld;

    /**
     * @param encoderId the encoder whose part of the log is reported
     * @param galleryLog topic id of the gallery log
     * @param deciding tells whether this encoder decides, in the order of the log
     * @param receipts reads the receipts of erasures in headers of the log
     * @param encoders reads the records of the log that name an encoder
     * @param write writes a status as its topic holds it
     */
    public StatusReporter(
            String encoderId,
            String galleryLog,
            DecidingEncoder deciding,
            EventReader<ExemplarStatus> receipts,
            EventReader<ActiveEncoder> encoders,
            Function<ExemplarStatus, byte[]> write,
            Observer observer) {
        this.encoderId = encoderId;
        this.galleryLog = galleryLog;
        this.deciding = deciding;
        this.receipts = receipts;
        this.encoders = encoders;
        this.write = write;
        this.observer = observer;
    }

    /** The store of what an encoder that waits has to tell. */
    public static StoreBuilder<?> withheldStatuses() {
        return TaskNotes.storeBuilder(WITHHELD);
    }

    @Override
    public void init(ProcessorContext<byte[], ExemplarStatus> processorContext) {
        super.init(processorContext);
        withheld = new WithheldStatuses(processorContext.getStateStore(WITHHELD), write, receipts, galleryLog);
        processorContext.schedule(
                RELEASE_INTERVAL,
                PunctuationType.WALL_CLOCK_TIME,
                now -> withheld.takeDue(RELEASED_AT_ONCE).forEach(processorContext::forward));
    }

    @Override
    public void close() {
        withheld.close();
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata metadata = context().recordMetadata().orElseThrow();
        try {
            statusKey(record).ifPresent(key -> reportRecord(key, record, metadata.offset()));
        } catch (MalformedKeyException e) {
            LOG.atWarn().addKeyValue("offset", metadata.offset()).log("a key of the gallery log that is not ours");
        }
    }

    private void reportRecord(byte[] key, Record<byte[], byte[]> record, long offset) {
        String text = new String(key, ISO_8859_1);
        if (text.equals(EncoderStanding.KEY)) {
            LOG.debug("what an encoder is that was asked for: no status");
        } else if (text.equals(GalleryLogWriter.ROLL)) {
            clearStatus(key, record);
        } else if (text.startsWith(GalleryLogWriter.CLEAR) && isOfThePast(record)) {
            LOG.debug("a status that was cleared before another encoder took over");
        } else if (text.startsWith(GalleryLogWriter.CLEAR)) {
            clearStatus(text.substring(GalleryLogWriter.CLEAR.length()).getBytes(ISO_8859_1), record);
        } else {
            reportStatus(key, record, offset);
        }
    }

    private void clearStatus(byte[] key, Record<byte[], byte[]> record) {
        context().forward(record.withKey(key).<ExemplarStatus>withValue(null).withHeaders(new RecordHeaders()));
    }

    private boolean isOfThePast(Record<byte[], byte[]> record) {
        return deciding.isOfThePast(Duration.ofMillis(context().currentSystemTimeMs() - record.timestamp()));
    }

    private void reportStatus(byte[] key, Record<byte[], byte[]> record, long offset) {
        ExemplarStatus status = buildStatus(record, offset);
        Header receipt = record.headers().lastHeader(GalleryLogWriter.RECEIPT);
        if (receipt != null) {
            status.setErasure(receipt(receipt.value(), status));
        }
        Record<byte[], ExemplarStatus> told =
                record.withKey(key).withValue(status).withHeaders(new RecordHeaders());
        boolean isOfThePast = isOfThePast(record);
        if (GalleryLogWriter.isOfRequest(key) && !isOfThePast) {
            context().forward(told);
        } else if (GalleryLogWriter.isOfRequest(key)) {
            LOG.debug("an answer that was told before another encoder took over");
        } else if (deciding.decides() && !isOfThePast) {
            observer.enrolled(status.getStatus(), status.getReason());
            withheld.supersede(key);
            context().forward(told);
        } else {
            withheld.withhold(key, status);
        }
    }

    /**
     * Notes which encoder the log names from here on.
     *
     * @return key of the status that answers the request for this encoder; empty: another is named, or nobody asked
     */
    private Optional<byte[]> noteNamedEncoder(Record<byte[], byte[]> record) {
        boolean isOurs = record.value() != null && namesOurEncoder(record);
        deciding.noteNamed(isOurs);
        if (isOurs) {
            withheld.beginRelease();
        } else {
            withheld.stopRelease();
        }
        boolean wasAskedFor = LogNote.writer(record.headers()) != null;
        return isOurs && wasAskedFor
                ? Optional.of((GalleryLogWriter.ENCODER + encoderId).getBytes(ISO_8859_1))
                : Optional.empty();
    }

    private boolean namesOurEncoder(Record<byte[], byte[]> record) {
        Incoming<ActiveEncoder> incoming = encoders.read(record.value(), record.headers());
        incoming.checkLookedUp();
        return incoming instanceof Incoming.Readable<ActiveEncoder> readable
                && readable.value().getEncoderId().equals(encoderId);
    }

    private Optional<byte[]> statusKey(Record<byte[], byte[]> record) throws MalformedKeyException {
        GalleryLogKey key = GalleryLogKey.parse(record.key());
        if (key instanceof GalleryLogKey.TemplateKey template) {
            return template.encoderId().equals(encoderId) ? Optional.of(template.exemplarKey()) : Optional.empty();
        }
        if (key instanceof GalleryLogKey.ActiveEncoderKey) {
            return noteNamedEncoder(record);
        }
        return key instanceof GalleryLogKey.PolicyKey && LogNote.isBy(encoderId, record.headers())
                ? Optional.of(record.key())
                : Optional.empty();
    }

    private @Nullable ErasureReceipt receipt(byte[] encoded, ExemplarStatus status) {
        Incoming<ExemplarStatus> incoming = receipts.read(encoded);
        incoming.checkLookedUp();
        if (!(incoming instanceof Incoming.Readable<ExemplarStatus> readable)) {
            LOG.atError().log("a receipt in the gallery log that cannot be read");
            return null;
        }
        ErasureReceipt receipt = readable.value().getErasure();
        receipt.setGalleryLog(status.getGalleryLog());
        receipt.setGalleryEpoch(status.getGalleryEpoch());
        receipt.setErasedAt(status.getAt());
        return receipt;
    }

    private ExemplarStatus buildStatus(Record<byte[], byte[]> record, long offset) {
        LogNote note = LogNote.fromHeaders(record.headers(), record.value() == null);
        ExemplarStatus status = ExemplarStatus.newBuilder().build();
        status.setStatus(note.status());
        status.setReason(note.reason());
        status.setDetail(note.detail());
        status.setRelated(note.related());
        status.setReplaced(note.replaced());
        status.setSourceOffset(note.source());
        status.setEncoderId(encoderId);
        status.setGalleryLog(galleryLog);
        status.setGalleryEpoch(offset);
        status.setAt(Instant.ofEpochMilli(record.timestamp()));
        PictureNote.fromHeaders(record.headers()).addTo(status);
        return status;
    }
}
