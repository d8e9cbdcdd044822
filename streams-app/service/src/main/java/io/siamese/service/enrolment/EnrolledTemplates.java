package io.siamese.service.enrolment;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.siamese.encoder.card.Calibration;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.key.MalformedKeyException;
import io.siamese.service.gallery.Galleries;
import io.siamese.service.gallery.GallerySnapshot;
import io.siamese.service.gallery.GalleryTemplate;
import io.siamese.service.gallery.Neighbours;
import io.siamese.service.gallery.Newcomer;
import io.siamese.service.matching.Policy;
import io.siamese.service.matching.PolicyRules;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds the templates that the enrolment task has put into the gallery log, those included that nobody has read back yet.
 * Gates compare a newcomer with them. The task's thread changes them, and any thread may search.
 *
 * <p>Memory: when the task starts, the panels of the galleries that decide are shared. Panels that change later, and the names
 * of newcomers, are there twice in the one instance that has the task.
 */
public final class EnrolledTemplates {
    /** Newcomers that may pass while a chunk of others is being compared. */
    private static final int RECENT = 8192;

    private record Recent(long number, GalleryTemplate template) {}

    private final Galleries galleries;
    private final @Nullable Calibration calibration;
    private final Policy byDefault;
    private final Deque<Recent> recent = new ArrayDeque<>();
    private long number = -1;
    private volatile long processed = -1;

    /**
     * @param galleries empty, and used by nobody else
     * @param calibration of the encoder, which makes thresholds of policies; null: it has none
     * @param byDefault policy of galleries that the log names none for
     */
    public EnrolledTemplates(Galleries galleries, @Nullable Calibration calibration, Policy byDefault) {
        this.galleries = galleries;
        this.calibration = calibration;
        this.byDefault = byDefault;
    }

    /** Begins anew with the templates of the galleries that decide. Policies are set one by one. */
    void beginWith(GallerySnapshot deciding) {
        clear();
        applyChange(changed -> changed.copyTemplates(deciding));
    }

    /** Lets go of everything: the task goes to another instance. */
    void clear() {
        galleries.clear();
        recent.clear();
    }

    private void applyChange(Galleries.Change change) {
        galleries.apply(++number, change);
    }

    void put(GalleryTemplate template) {
        applyChange(changed -> changed.put(template));
        recent.addLast(new Recent(number, template));
        if (recent.size() > RECENT) {
            recent.removeFirst();
        }
    }

    void remove(String gallery, String subject, String exemplar) {
        applyChange(changed -> changed.remove(gallery, subject, exemplar));
    }

    /** @param key as in topic exemplars; a malformed one names no template */
    void remove(String key) {
        try {
            ExemplarKey parsed = ExemplarKey.parse(key.getBytes(UTF_8));
            remove(parsed.gallery(), parsed.subject(), parsed.exemplar());
        } catch (MalformedKeyException e) {
            // Nothing was put under it.
        }
    }

    /** Makes an encoder the one that decides, as the task is about to write. */
    public void activate(String encoderId) {
        applyChange(changed -> changed.activate(encoderId));
    }

    /** @param gallery its name; empty: every gallery without a policy of its own */
    public void setPolicy(String gallery, @Nullable PolicyRules rules) {
        // Single exemplars are compared here whatever the policy's fusion, so no mean templates are needed.
        Policy governing = rules == null ? null : Policy.of(rules.withBestFusion(), calibration);
        applyChange(changed -> changed.setPolicy(gallery, governing));
    }

    void noteProcessed(long offset) {
        processed = offset;
    }

    /** Offset of the last exemplar that the task has answered; -1: none. */
    public long processed() {
        return processed;
    }

    /** The templates as they are now. */
    public GallerySnapshot snapshot() {
        return galleries.snapshot();
    }

    public Optional<String> activeEncoder() {
        return galleries.activeEncoder();
    }

    Policy policy(String gallery) {
        return galleries.policy(gallery).orElse(byDefault);
    }

    /** Who is nearest to each newcomer now, in their order; searched together. */
    List<Neighbours> neighbours(List<Newcomer> newcomers) {
        return galleries.neighbours(newcomers);
    }

    /** Brings up to date what was found earlier: with those that came since, and without those that went. */
    Neighbours bringUpToDate(Newcomer newcomer, Neighbours earlier) {
        boolean allKnown = recent.size() < RECENT || recent.getFirst().number() <= earlier.epoch();
        if (!allKnown) {
            return galleries.neighbours(List.of(newcomer)).get(0);
        }
        List<GalleryTemplate> since = new ArrayList<>();
        var latestFirst = recent.descendingIterator();
        while (latestFirst.hasNext()) {
            Recent next = latestFirst.next();
            if (next.number() <= earlier.epoch()) {
                break;
            }
            since.add(next.template());
        }
        return galleries.bringUpToDate(newcomer, earlier, since);
    }
}
