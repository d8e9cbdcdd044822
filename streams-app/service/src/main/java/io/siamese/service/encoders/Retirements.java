package io.siamese.service.encoders;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.siamese.events.EnrolmentStatus;
import io.siamese.schemas.Reasons;
import io.siamese.schemas.gallerylog.LogNote;
import io.siamese.schemas.key.GalleryLogKey.TemplateKey;
import io.siamese.service.enrolment.TaskNotes;
import io.siamese.service.gallerylog.GalleryLogWriter;
import io.siamese.service.gallerylog.OtherTemplates;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Removes the templates of encoders that are retired, in parts: a transaction of enrolment is short. Each request is noted in the
 * store of the ledger until it is answered, so a task that moves goes on with what is left. For one thread.
 */
final class Retirements {
    /** Templates at once. */
    static final int PART = 2_000;

    private final TaskNotes notes;
    private final GalleryLogWriter log;
    private final OtherTemplates others;
    private final EncoderGroups groups;
    private final Map<Retirement, Iterator<TemplateKey>> underWay = new HashMap<>();

    /**
     * A request that is carried out.
     *
     * @param request offset in topic encoders
     * @param templates how many there were when it was taken
     */
    private record Retirement(long request, String encoderId, int templates) {
        TaskNotes.Key noteKey() {
            return new TaskNotes.Key(request, encoderId);
        }
    }

    Retirements(KeyValueStore<Bytes, byte[]> store, GalleryLogWriter log, OtherTemplates others, EncoderGroups groups) {
        this.notes = new TaskNotes(store, "retire");
        this.log = log;
        this.others = others;
        this.groups = groups;
    }

    /** Removes the first part, and answers if there is no other. */
    void beginRetirement(long request, String encoderId, List<TemplateKey> templates) {
        Retirement retirement = new Retirement(request, encoderId, templates.size());
        groups.forgetProgress(encoderId);
        notes.put(retirement.noteKey(), ByteBuffer.allocate(Integer.BYTES).putInt(templates.size()));
        underWay.put(retirement, templates.iterator());
        removePart(retirement);
    }

    /** Removes the next part of each. */
    void removeNextParts() {
        for (Retirement retirement : notedRetirements()) {
            if (groups.isLoaded(retirement.encoderId())) {
                endRetirement(
                        retirement,
                        EnrolmentStatus.REJECTED,
                        Reasons.STILL_LOADED,
                        "loaded again meanwhile: retire it later");
            } else {
                removePart(retirement);
            }
        }
    }

    private void removePart(Retirement retirement) {
        Iterator<TemplateKey> left = underWay.computeIfAbsent(
                retirement, anew -> others.templatesOf(anew.encoderId()).iterator());
        for (int i = 0; i < PART && left.hasNext(); i++) {
            log.writeRemovalOfAnother(left.next(), Reasons.RETIRED, -1);
        }
        if (!left.hasNext()) {
            String removed = retirement.templates() + " templates removed";
            endRetirement(retirement, EnrolmentStatus.REVOKED, Reasons.RETIRED, removed);
        }
    }

    private void endRetirement(Retirement retirement, EnrolmentStatus status, String reason, @Nullable String detail) {
        underWay.remove(retirement);
        notes.delete(retirement.noteKey());
        log.writeAnswer(
                retirement.encoderId().getBytes(ISO_8859_1),
                new LogNote(status, reason, detail, null, false, retirement.request()));
    }

    private List<Retirement> notedRetirements() {
        return notes.readAll().stream()
                .map(note -> new Retirement(
                        note.key().offset(), note.key().text(), note.value().getInt()))
                .toList();
    }
}
