package io.siamese.service.replay;

import io.siamese.events.MatchDecision;
import io.siamese.schemas.Reasons;
import io.siamese.schemas.gallerylog.GalleryLogRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.PolicyRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.RemovalRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.TemplateRecord;
import io.siamese.schemas.gallerylog.LogNote;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.key.GalleryLogKey.TemplateKey;
import io.siamese.schemas.key.MalformedKeyException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Says whether the gallery log can still hold what it held up to an epoch. Compaction removes a record only if a later one has
 * the same key. So what a key held at an epoch is in doubt if its first record that is left comes after the epoch, and says
 * that it replaced something. That also shows that compaction has run. A first record that replaced nothing is in doubt then
 * too, because the key may have been revoked in between.
 */
final class LogGaps {
    /**
     * The first record that is left of a key.
     *
     * @param encoderId null: it is a policy
     * @param gallery null: of every gallery
     */
    private record First(
            long offset,
            String key,
            boolean replaced,
            @Nullable String encoderId,
            @Nullable String gallery,
            @Nullable String subject) {

        private boolean concerns(MatchDecision decision) {
            boolean ofEncoder = encoderId == null || encoderId.equals(decision.getEncoderId());
            boolean ofGallery = gallery == null || gallery.equals(decision.getGallery());
            boolean ofSubject = subject == null
                    || decision.getClaimedSubject() == null
                    || subject.equals(decision.getClaimedSubject());
            return ofEncoder && ofGallery && ofSubject;
        }
    }

    private static final int MOST_MARKERS = 3;

    private final Set<Bytes> seen = new HashSet<>();
    private final List<First> firsts = new ArrayList<>();
    /** Templates that are there and cannot be decrypted, each under its own offset. */
    private final List<First> keyless = new ArrayList<>();

    private boolean compacted;
    private long lastOffset = -1;

    /** Takes the log's next record. */
    void noteRecord(ConsumerRecord<byte[], byte[]> record, GalleryLogRecord parsed) {
        noteGap(record);
        if (record.key() != null && seen.add(Bytes.wrap(record.key()))) {
            boolean replaced = LogNote.fromHeaders(record.headers(), record.value() == null)
                    .replaced();
            compacted |= replaced;
            toFirst(record.offset(), parsed, replaced).ifPresent(firsts::add);
        }
        if (parsed instanceof TemplateRecord template && Reasons.KEY_UNKNOWN.equals(template.sealedBecause())) {
            toFirst(record.offset(), parsed, false).ifPresent(keyless::add);
        }
    }

    /** Markers of transactions take offsets too: one for each writer in a row, and there are few writers. */
    private void noteGap(ConsumerRecord<byte[], byte[]> record) {
        compacted |= record.offset() - lastOffset - 1 > MOST_MARKERS;
        lastOffset = record.offset();
    }

    private static Optional<First> toFirst(long offset, GalleryLogRecord parsed, boolean replaced) {
        if (parsed instanceof PolicyRecord policy) {
            String gallery = policy.key().isOfEveryOther() ? null : policy.key().gallery();
            return Optional.of(new First(offset, "policy " + policy.key().segment(), replaced, null, gallery, null));
        }
        if (parsed instanceof TemplateRecord template) {
            return toFirst(offset, template.key(), replaced);
        }
        return parsed instanceof RemovalRecord removal ? toFirst(offset, removal.key(), replaced) : Optional.empty();
    }

    private static Optional<First> toFirst(long offset, TemplateKey key, boolean replaced) {
        try {
            ExemplarKey exemplar = key.exemplar();
            return exemplar.isPrefix()
                    ? Optional.empty()
                    : Optional.of(new First(
                            offset,
                            exemplar.text(),
                            replaced,
                            key.encoderId(),
                            exemplar.gallery(),
                            exemplar.subject()));
        } catch (MalformedKeyException e) {
            return Optional.empty();
        }
    }

    /** Why what a decision was made on may not all be there; empty: it is. */
    Optional<String> findDoubt(MatchDecision decision) {
        return compactionDoubt(decision)
                .or(() -> keyless.stream()
                        .filter(template ->
                                template.offset() <= decision.getGalleryEpoch() && template.concerns(decision))
                        .findFirst()
                        .map(template -> "the template of " + template.key() + ", record " + template.offset()
                                + ", is encrypted by a key that is not here"));
    }

    private Optional<String> compactionDoubt(MatchDecision decision) {
        long epoch = decision.getGalleryEpoch();
        return firsts.stream()
                .filter(first -> first.offset() > epoch && (first.replaced() || compacted) && first.concerns(decision))
                .findFirst()
                .map(first -> "the gallery log is compacted: what it held at epoch " + epoch + " of " + first.key()
                        + ", which has a record at " + first.offset() + ", is not known");
    }
}
