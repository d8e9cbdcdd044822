package io.siamese.service.enrolment;

import io.siamese.events.ExemplarStatus;
import io.siamese.schemas.gallerylog.LogNote;
import io.siamese.schemas.key.GalleryLogKey;
import io.siamese.schemas.key.MalformedKeyException;
import io.siamese.service.flow.Observer;
import io.siamese.service.gallerylog.GalleryLogWriter;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells from the gallery log, read back, what became of each exemplar and policy, and from which epoch on it holds. */
public final class StatusReporter extends ContextualProcessor<byte[], byte[], byte[], ExemplarStatus> {
    private static final Logger LOG = LoggerFactory.getLogger(StatusReporter.class);

    private final String encoderId;
    private final String galleryLog;
    private final Observer observer;

    /**
     * @param encoderId the encoder whose part of the log is reported
     * @param galleryLog topic id of the gallery log
     */
    public StatusReporter(String encoderId, String galleryLog, Observer observer) {
        this.encoderId = encoderId;
        this.galleryLog = galleryLog;
        this.observer = observer;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata metadata = context().recordMetadata().orElseThrow();
        try {
            statusKey(record).ifPresent(key -> report(key, record, metadata.offset()));
        } catch (MalformedKeyException e) {
            LOG.atWarn().addKeyValue("offset", metadata.offset()).log("a key of the gallery log that is not ours");
        }
    }

    private void report(byte[] key, Record<byte[], byte[]> record, long offset) {
        ExemplarStatus status = status(record, offset);
        if (!GalleryLogWriter.isOfPolicy(key)) {
            observer.enrolled(status.getStatus(), status.getReason());
        }
        context().forward(record.withKey(key).withValue(status).withHeaders(new RecordHeaders()));
    }

    private Optional<byte[]> statusKey(Record<byte[], byte[]> record) throws MalformedKeyException {
        GalleryLogKey key = GalleryLogKey.parse(record.key());
        if (key instanceof GalleryLogKey.TemplateKey template) {
            return template.encoderId().equals(encoderId) ? Optional.of(template.exemplarKey()) : Optional.empty();
        }
        return key instanceof GalleryLogKey.PolicyKey && LogNote.isBy(encoderId, record.headers())
                ? Optional.of(record.key())
                : Optional.empty();
    }

    private ExemplarStatus status(Record<byte[], byte[]> record, long offset) {
        LogNote note = LogNote.of(record.headers(), record.value() == null);
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
        return status;
    }
}
