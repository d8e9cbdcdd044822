package io.siamese.service.gallerylog;

import io.siamese.events.EffectivePolicy;
import io.siamese.schemas.gallerylog.GalleryLogRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.PolicyAnswer;
import io.siamese.schemas.gallerylog.GalleryLogRecord.PolicyRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.RefusalRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.RemovalRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.TemplateRecord;
import io.siamese.service.gallery.Galleries;
import java.util.HashMap;
import java.util.Map;

/**
 * Adds up what the gallery log says to one encoder, record by record: the galleries that decide, and the answers to requests
 * for policies. One thread at a time may use it; the galleries may be searched by any.
 */
public final class GalleryLogContents {
    private final GalleryLog log;
    private final Galleries galleries;
    private final OtherTemplates others;
    private final UnusableTemplates unusable = new UnusableTemplates();
    private final Map<String, EffectivePolicy> inForce = new HashMap<>();
    private final Map<String, GalleryLogSnapshot.Answer> answered = new HashMap<>();

    /**
     * @param log tells what each record does to the galleries, and of which encoder they are
     * @param galleries empty, and changed by nobody else
     */
    public GalleryLogContents(GalleryLog log, Galleries galleries) {
        this.log = log;
        this.galleries = galleries;
        others = new OtherTemplates(log.encoderId());
    }

    /** The templates of other encoders, kept true to the log. */
    public OtherTemplates otherTemplates() {
        return others;
    }

    /** The templates of this encoder that cannot be compared. */
    public UnusableTemplates unusableTemplates() {
        return unusable;
    }

    /** Applies the log's next record, which makes its offset the galleries' epoch. */
    public void apply(long offset, GalleryLogRecord record) {
        noteRecord(record);
        galleries.apply(offset, log.toChange(record));
    }

    private void noteRecord(GalleryLogRecord record) {
        others.noteRecord(record);
        if (record instanceof TemplateRecord template && log.isOfThisEncoder(template.key())) {
            noteTemplate(template);
        } else if (record instanceof RemovalRecord removal && log.isOfThisEncoder(removal.key())) {
            unusable.remove(removal.key());
        } else if (record instanceof PolicyRecord policy) {
            notePolicy(policy);
        } else if (record instanceof RefusalRecord refusal) {
            noteAnswer(refusal.answer());
        }
    }

    private void noteTemplate(TemplateRecord template) {
        if (log.isReadable(template)) {
            unusable.remove(template.key());
        } else {
            unusable.put(template);
        }
    }

    private void notePolicy(PolicyRecord record) {
        if (record.policy() == null) {
            inForce.remove(record.key().segment());
        } else {
            inForce.put(record.key().segment(), record.policy());
        }
        noteAnswer(record.answer());
    }

    private void noteAnswer(PolicyAnswer answer) {
        if (log.encoderId().equals(answer.encoderId())) {
            // The same request may be answered again, by another calibration.
            answered.merge(
                    answer.requestKey(),
                    new GalleryLogSnapshot.Answer(answer.source(), answer.calibrationId()),
                    (known, later) -> later.offset() >= known.offset() ? later : known);
        }
    }

    /** @param position offset up to which the log was read, exclusive */
    public GalleryLogSnapshot snapshot(long position) {
        return new GalleryLogSnapshot(
                position,
                galleries.snapshot(),
                unusable.exemplars(),
                galleries.activeEncoder(),
                Map.copyOf(inForce),
                Map.copyOf(answered));
    }
}
