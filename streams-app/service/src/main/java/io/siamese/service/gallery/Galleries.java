package io.siamese.service.gallery;

import io.siamese.encoder.vector.PanelKernel;
import io.siamese.service.matching.Candidates;
import io.siamese.service.matching.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * All galleries of one encoder, as the gallery log has made them up to an offset, the epoch. One thread applies the log;
 * any number of threads search, and neither waits for the other: a change makes another version of everything, which
 * shares with the one before all but a panel and a few small nodes, and a search goes on in the version it began with.
 *
 * <p>Memory: 4·d bytes a template, and about 180 bytes for its names and its place; where a policy's fusion needs mean
 * templates, 4·d and about 50 bytes a subject more. A version that a running search still
 * sees holds the panels that were replaced since, 256·d bytes each.
 */
public final class Galleries implements GallerySearch {
    /**
     * What one search found.
     *
     * @param epoch the epoch that it saw
     * @param activeEncoder the encoder that the log names at that epoch; null while it names none
     * @param policy the gallery's policy that the log names at that epoch; null: none
     */
    public record Found(
            Candidates candidates,
            long epoch,
            @Nullable String activeEncoder,
            @Nullable Policy policy) {}

    /**
     * By what rules a gallery decides, at one epoch.
     *
     * @param activeEncoder the encoder that the log names at that epoch; null while it names none
     * @param policy the gallery's policy that the log names at that epoch; null: none
     */
    public record Ruled(
            long epoch,
            @Nullable String activeEncoder,
            @Nullable Policy policy) {}

    /** What one record of the gallery log does to the galleries. */
    public interface Change {
        void applyTo(Galleries galleries);
    }

    private final int dimension;
    private final PanelKernel kernel;
    /** Held by whoever applies the log, or waits for an epoch; never by a search. */
    private final ReentrantLock writing = new ReentrantLock();

    private final Condition advanced = writing.newCondition();
    private volatile GallerySnapshot current = GallerySnapshot.emptySnapshot();
    /** What the change under way has made so far. */
    private GallerySnapshot next = GallerySnapshot.emptySnapshot();

    /**
     * @param dimension numbers in an embedding of the encoder
     * @param kernel of the encoder's similarity
     */
    public Galleries(int dimension, PanelKernel kernel) {
        this.dimension = dimension;
        this.kernel = kernel;
    }

    /** Everything as it is now. */
    public GallerySnapshot snapshot() {
        return current;
    }

    /**
     * Takes over the templates and the active encoder of other galleries of the same encoder. Within a {@link Change} only.
     * Memory is shared until either side changes it. Policies are not taken over.
     */
    public void copyTemplates(GallerySnapshot other) {
        checkWriting();
        next = other.separate();
    }

    /** Forgets everything: the log is read again from its start. */
    public void clear() {
        writing.lock();
        try {
            current = GallerySnapshot.emptySnapshot();
        } finally {
            writing.unlock();
        }
    }

    /** Applies the change of the log's record at an offset, and makes that offset the epoch; nothing if it fails. */
    public void apply(long offset, Change change) {
        writing.lock();
        try {
            next = current;
            change.applyTo(this);
            current = next.withEpoch(offset);
            advanced.signalAll();
        } finally {
            writing.unlock();
        }
    }

    /** Adds or replaces a template. Within a {@link Change} only. */
    public void put(GalleryTemplate template) {
        checkWriting();
        String name = template.gallery();
        Gallery gallery = next.gallery(name);
        Gallery before = gallery == null
                ? new Gallery(dimension).keepingMeans(next.needsMeans(name), kernel.similarity())
                : gallery;
        next = next.withGallery(name, before.withTemplate(template, kernel.similarity()));
    }

    /** Removes a template if it is there. Within a {@link Change} only. */
    public void remove(String gallery, String subject, String exemplar) {
        checkWriting();
        Gallery templates = next.gallery(gallery);
        if (templates != null) {
            next = next.withGallery(gallery, templates.withoutTemplate(subject, exemplar, kernel.similarity()));
        }
    }

    /** Notes the encoder whose templates decide. Within a {@link Change} only. */
    public void activate(@Nullable String encoderId) {
        checkWriting();
        next = next.withActiveEncoder(encoderId);
    }

    /**
     * Sets the policy of a gallery. Within a {@link Change} only. Where it begins or ends to need mean templates, they are
     * made or dropped in the same change.
     *
     * @param gallery its name; empty: every gallery that has none of its own
     * @param policy null: none any more
     */
    public void setPolicy(String gallery, @Nullable Policy policy) {
        checkWriting();
        next = next.withPolicy(gallery, policy, kernel.similarity());
    }

    private void checkWriting() {
        if (!writing.isHeldByCurrentThread()) {
            throw new IllegalStateException("galleries are changed by Galleries.apply only");
        }
    }

    /** The encoder whose templates decide from the current epoch on; empty while the log names none. */
    public Optional<String> activeEncoder() {
        return Optional.ofNullable(current.activeEncoder());
    }

    /** The current epoch, and the policy of a gallery at it. */
    public Ruled currentRules(String gallery) {
        GallerySnapshot version = current;
        return new Ruled(version.epoch(), version.activeEncoder(), version.policy(gallery));
    }

    /** The policy of a gallery that the log names now; empty: none, neither of its own nor for every other. */
    public Optional<Policy> policy(String gallery) {
        return Optional.ofNullable(current.policy(gallery));
    }

    /** Offset of the last record applied; -1 before the first. */
    public long epoch() {
        return current.epoch();
    }

    /** Number of templates in all galleries. */
    public int templates() {
        return current.templates();
    }

    /**
     * Searches for one probe.
     *
     * @param k greatest number of candidates where the log names no policy, at least 1
     */
    public Found search(GalleryQuery query, int k) {
        return search(List.of(query), k).get(0);
    }

    @Override
    public List<Found> search(List<GalleryQuery> queries, int k) {
        GallerySnapshot version = current;
        List<Candidates> candidates = new SnapshotSearch(version, kernel, dimension, k).candidates(queries);
        List<Found> found = new ArrayList<>(candidates.size());
        for (int i = 0; i < candidates.size(); i++) {
            Policy policy = version.policy(queries.get(i).gallery());
            found.add(new Found(candidates.get(i), version.epoch(), version.activeEncoder(), policy));
        }
        return found;
    }

    /** Finds who is nearest to each newcomer, at one epoch; in their order. Exact, whatever the policies. */
    public List<Neighbours> neighbours(List<Newcomer> newcomers) {
        return new NeighbourSearch(current, kernel, dimension).neighbours(newcomers);
    }

    /**
     * Brings up to the current epoch what {@link #neighbours} found at an earlier one.
     *
     * @param since all templates that were put since then, in any order
     */
    public Neighbours bringUpToDate(Newcomer newcomer, Neighbours earlier, List<GalleryTemplate> since) {
        return new NeighbourSearch(current, kernel, dimension).bringUpToDate(newcomer, earlier, since);
    }

    /** Waits until the epoch has reached an offset, and says whether it has within the time given. */
    public boolean awaitEpoch(long offset, Duration atMost) throws InterruptedException {
        long remaining = atMost.toNanos();
        writing.lockInterruptibly();
        try {
            while (current.epoch() < offset && remaining > 0) {
                remaining = advanced.awaitNanos(remaining);
            }
            return current.epoch() >= offset;
        } finally {
            writing.unlock();
        }
    }
}
