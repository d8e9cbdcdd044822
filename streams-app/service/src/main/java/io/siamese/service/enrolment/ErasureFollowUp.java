package io.siamese.service.enrolment;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.siamese.events.ErasureReceipt;
import io.siamese.events.ExemplarStatus;
import io.siamese.schemas.Reasons;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.key.GalleryLogKey.TemplateKey;
import io.siamese.schemas.key.MalformedKeyException;
import io.siamese.schemas.key.ReceiptKey;
import io.siamese.service.enrolment.ErasureNotes.Owed;
import io.siamese.service.enrolment.ErasureNotes.Rolls;
import io.siamese.service.gallerylog.GalleryLogWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.TreeMap;

/**
 * Finishes erasures. Once the templates of the own encoder and the images are removed, it removes the templates of other
 * encoders and writes the receipt. When the bytes have left the disk, it clears the statuses. Until then it writes a
 * record from time to time that says nothing, because a segment that nobody writes to is never closed and compacted.
 *
 * <p>Every task remembers what is to be done, in its own transactions. Only the task of the encoder that decides does it.
 * The others forget an erasure when the log shows its receipt.
 */
final class ErasureFollowUp {
    /** Few, so that a transaction of enrolment stays short. */
    private static final int PART = 2_000;

    private record Erased(String statusKey, long at) {}

    private final String encoderId;
    private final GalleryLogWriter log;
    private final ErasureSupport support;
    private final ErasureNotes notes;
    /** Writes the record that says nothing to the topic of exemplars. */
    private final Runnable rollExemplars;

    private final TreeMap<Long, Owed> owed = new TreeMap<>();
    /** When the exemplar of each status that is to be cleared was erased. */
    private final Map<String, Long> erasedAt = new HashMap<>();
    /** The same by age; one that is not in the map any more counts for nothing. */
    private final Queue<Erased> oldestFirst = new PriorityQueue<>(Comparator.comparingLong(Erased::at));

    private long receiptedTo;
    private Rolls rolls;

    /** Takes over what the task had still to do. */
    ErasureFollowUp(
            String encoderId,
            GalleryLogWriter log,
            ErasureSupport support,
            ErasureNotes notes,
            Runnable rollExemplars) {
        this.encoderId = encoderId;
        this.log = log;
        this.support = support;
        this.notes = notes;
        this.rollExemplars = rollExemplars;
        notes.readOwed(owed);
        notes.readStatuses(erasedAt);
        erasedAt.forEach((key, at) -> oldestFirst.add(new Erased(key, at)));
        receiptedTo = notes.receiptedTo();
        rolls = notes.readRolls();
    }

    /**
     * Notes an erasure that somebody asked for.
     *
     * @param offset of the null in topic exemplars
     */
    void noteErasureRequest(long offset, Owed erasure, long now) {
        // A log that was made anew is written from old records too, and their receipts are written already.
        if (offset > receiptedTo) {
            owed.put(offset, erasure);
            notes.keepOwed(offset, erasure);
        }
        scheduleStatusClearing(erasure.key(), now);
    }

    /** Notes that the status of a key is to be cleared one day. */
    void scheduleStatusClearing(String statusKey, long now) {
        erasedAt.put(statusKey, now);
        oldestFirst.add(new Erased(statusKey, now));
        notes.keepStatus(statusKey, now);
        keepRolls(new Rolls(rolls.rolledAt(), now));
    }

    private void keepRolls(Rolls changed) {
        rolls = changed;
        notes.keepRolls(changed);
    }

    /** Notes that an exemplar is there again, so that its status stays. */
    void noteReceived(String key) {
        if (erasedAt.remove(key) != null) {
            notes.forgetStatus(key);
        }
    }

    /** Forgets erasures whose receipt another encoder's task has written. */
    void forgetReceipted() {
        long seen = support.others().receiptedTo();
        if (seen > receiptedTo) {
            noteReceipted(seen);
            Map<Long, Owed> done = owed.headMap(seen, true);
            done.forEach(notes::forgetOwed);
            done.clear();
        }
    }

    private void noteReceipted(long offset) {
        receiptedTo = offset;
        notes.keepReceiptedTo(offset);
    }

    /** Does what is due. Called by the task that decides, once the images of all erasures in the notes are removed. */
    void finishDueErasures(long now) {
        if (owed.isEmpty() && erasedAt.isEmpty() && rolls.writtenAt() == 0) {
            return;
        }
        support.terms().get().ifPresent(terms -> {
            for (int i = 0; i < PART && !owed.isEmpty(); i++) {
                Map.Entry<Long, Owed> next = owed.pollFirstEntry();
                settleErasure(next.getKey(), next.getValue(), terms, now);
            }
            if (terms.bytesGone() != null) {
                clearStatuses(now - terms.bytesGone().toMillis(), now);
                rollIfDue(terms, terms.bytesGone(), now);
            }
        });
    }

    private void settleErasure(long offset, Owed erasure, ErasureTerms terms, long now) {
        ErasureReceipt receipt = ErasureReceipt.newBuilder()
                .setKey(erasure.key())
                .setTemplates(removeOthers(offset, erasure))
                .setImages(erasure.images())
                .build();
        terms.writeDates(receipt, Instant.ofEpochMilli(now));
        ExemplarStatus status = ExemplarStatus.newBuilder().setErasure(receipt).build();
        log.writeReceipt(
                new ReceiptKey(offset, erasure.key()), support.encoded().apply(status));
        notes.forgetOwed(offset, erasure);
        noteReceipted(offset);
    }

    private Map<String, Integer> removeOthers(long offset, Owed erasure) {
        Map<String, Integer> removed = new TreeMap<>(Map.of(encoderId, erasure.templates()));
        for (TemplateKey key : support.others().findErased(parseKey(erasure.key()), offset)) {
            log.writeRemovalOfAnother(key, Reasons.ERASED, offset);
            removed.merge(key.encoderId(), 1, Integer::sum);
        }
        return removed;
    }

    private static ExemplarKey parseKey(String key) {
        try {
            return ExemplarKey.parse(key.getBytes(US_ASCII));
        } catch (MalformedKeyException e) {
            throw new IllegalStateException("an erasure was noted under the key " + key, e);
        }
    }

    private void clearStatuses(long erasedBefore, long now) {
        for (int i = 0; i < PART && !oldestFirst.isEmpty() && oldestFirst.peek().at() <= erasedBefore; i++) {
            Erased oldest = oldestFirst.remove();
            if (erasedAt.remove(oldest.statusKey(), oldest.at())) {
                log.writeStatusClearing(oldest.statusKey());
                notes.forgetStatus(oldest.statusKey());
                keepRolls(new Rolls(rolls.rolledAt(), now));
            }
        }
    }

    /**
     * Goes on until a segment was closed that late that everything before it has been compacted away. After a time in which
     * nothing ran, that time begins anew, because no segment was closed in it.
     */
    private void rollIfDue(ErasureTerms terms, Duration bytesGone, long now) {
        long every = terms.rollEvery().toMillis();
        boolean needed = rolls.rolledAt() < rolls.writtenAt() + bytesGone.toMillis();
        if (needed && now >= rolls.rolledAt() + every) {
            log.writeSegmentRoll();
            rollExemplars.run();
            boolean wasAway = now > rolls.rolledAt() + 2 * every;
            keepRolls(new Rolls(now, wasAway ? now : rolls.writtenAt()));
        }
    }
}
