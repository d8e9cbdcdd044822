package io.siamese.streams.gallery;

import io.siamese.streams.matching.Candidates;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * All galleries of one encoder, as the gallery log has made them up to an offset, the epoch. One thread applies the
 * log; any number of threads search. A search sees one epoch.
 */
public final class Galleries {
    /**
     * What one search found.
     *
     * @param epoch the epoch that it saw
     * @param activeEncoder the encoder that the log names at that epoch; null while it names none
     */
    public record Found(
            Candidates candidates, long epoch, @Nullable String activeEncoder) {}

    /** What one record of the gallery log does to the galleries. */
    public interface Change {
        void applyTo(Galleries galleries);
    }

    private final int dimension;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Condition advanced = lock.writeLock().newCondition();
    private final Map<String, Gallery> galleries = new HashMap<>();
    private @Nullable String activeEncoder;
    private long epoch = -1;

    /** @param dimension numbers in an embedding of the encoder */
    public Galleries(int dimension) {
        this.dimension = dimension;
    }

    /** Forgets everything: the log is read again from its start. */
    public void clear() {
        lock.writeLock().lock();
        try {
            galleries.clear();
            activeEncoder = null;
            epoch = -1;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Applies the change of the log's record at an offset, and makes that offset the epoch. */
    public void apply(long offset, Change change) {
        lock.writeLock().lock();
        try {
            change.applyTo(this);
            epoch = offset;
            advanced.signalAll();
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Adds or replaces a template. Within a {@link Change} only. */
    public void put(GalleryTemplate template) {
        galleries
                .computeIfAbsent(template.gallery(), g -> new Gallery(dimension))
                .put(template);
    }

    /** Removes a template if it is there. Within a {@link Change} only. */
    public void remove(String gallery, String subject, String exemplar) {
        Gallery templates = galleries.get(gallery);
        if (templates != null) {
            templates.remove(subject, exemplar);
            if (templates.isEmpty()) {
                galleries.remove(gallery);
            }
        }
    }

    /** Notes the encoder whose templates decide. Within a {@link Change} only. */
    public void activate(@Nullable String encoderId) {
        activeEncoder = encoderId;
    }

    /** The encoder whose templates decide from the current epoch on; empty while the log names none. */
    public Optional<String> activeEncoder() {
        lock.readLock().lock();
        try {
            return Optional.ofNullable(activeEncoder);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Offset of the last record applied; -1 before the first. */
    public long epoch() {
        lock.readLock().lock();
        try {
            return epoch;
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Number of templates in all galleries. */
    public int templates() {
        lock.readLock().lock();
        try {
            return galleries.values().stream().mapToInt(Gallery::templates).sum();
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * Searches one gallery.
     *
     * @param gallery the gallery's name
     * @param claimedSubject compared with this subject's exemplars only; null: with all
     * @param probe float[d] of unit length
     * @param k greatest number of candidates, at least 1
     * @param at record time of the probe in milliseconds: templates are compared while it is before their validUntil
     */
    public Found search(String gallery, @Nullable String claimedSubject, float[] probe, int k, long at) {
        lock.readLock().lock();
        try {
            Gallery templates = galleries.get(gallery);
            Candidates candidates = templates == null
                    ? Candidates.none(Candidates.Kind.UNKNOWN_GALLERY, 0)
                    : templates.search(probe, claimedSubject, k, at);
            return new Found(candidates, epoch, activeEncoder);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Waits until the epoch has reached an offset, and says whether it has within the time given. */
    public boolean awaitEpoch(long offset, Duration atMost) throws InterruptedException {
        long remaining = atMost.toNanos();
        lock.writeLock().lockInterruptibly();
        try {
            while (epoch < offset && remaining > 0) {
                remaining = advanced.awaitNanos(remaining);
            }
            return epoch >= offset;
        } finally {
            lock.writeLock().unlock();
        }
    }
}
