package io.siamese.service.drift;

import io.siamese.encoder.card.CalibrationReference;
import io.siamese.encoder.drift.Drift;
import io.siamese.events.MatchDecision;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches, gallery by gallery, whether images still look like those of the calibration. Only the first {@value #GALLERIES} galleries
 * that have a subject are told one by one; all others are one more, {@value #OTHERS}, so that what is measured stays bounded whatever
 * publishers name. Thread-safe.
 */
public final class DriftMonitor {
    /** Galleries that are told one by one. */
    public static final int GALLERIES = 20;
    /** Stands for all other galleries; no gallery's key can be it. */
    public static final String OTHERS = "~others";
    /** Galleries whose subjects are added up for {@link #OTHERS}. */
    private static final int COUNTED = 10_000;

    private final Map<String, CalibrationReference> byEncoder;
    private final Consumer<String> onGallery;
    private final Map<String, DriftWindow> windows = new ConcurrentHashMap<>();
    private final DriftWindow others = new DriftWindow();
    private final Map<String, Integer> otherSubjects = new ConcurrentHashMap<>();
    private final AtomicLong allOtherSubjects = new AtomicLong();

    /**
     * @param byEncoder what the calibration of each encoder says about its images; an encoder that is missing is not watched
     * @param onGallery told the name of each gallery that is told one by one
     */
    public DriftMonitor(Map<String, CalibrationReference> byEncoder, Consumer<String> onGallery) {
        this.byEncoder = Map.copyOf(byEncoder);
        this.onGallery = onGallery;
    }

    /** Counts a decision. */
    public void decided(MatchDecision decision) {
        CalibrationReference reference = byEncoder.get(decision.getEncoderId());
        if (reference == null) {
            return;
        }
        DriftWindow own = windows.get(decision.getGallery());
        if (own == null && decision.getSubjects() > 0 && windows.size() < GALLERIES) {
            own = beginWindow(decision.getGallery());
        }
        if (own == null) {
            others.countDecision(decision, reference, otherSubjects(decision));
        } else {
            own.countDecision(decision, reference, decision.getSubjects());
        }
    }

    private synchronized @Nullable DriftWindow beginWindow(String gallery) {
        DriftWindow window = windows.get(gallery);
        if (window == null && windows.size() < GALLERIES) {
            window = new DriftWindow();
            windows.put(gallery, window);
            onGallery.accept(gallery);
        }
        return window;
    }

    private long otherSubjects(MatchDecision decision) {
        String gallery = decision.getGallery();
        if (otherSubjects.size() >= COUNTED && !otherSubjects.containsKey(gallery)) {
            return allOtherSubjects.get();
        }
        Integer before = otherSubjects.put(gallery, decision.getSubjects());
        return allOtherSubjects.addAndGet(decision.getSubjects() - (before == null ? 0 : before));
    }

    /** One for each measure, of a gallery's last images or of {@link #OTHERS}; none before the first image. */
    public List<Drift> drifts(String gallery) {
        DriftWindow own = windows.get(gallery);
        return gallery.equals(OTHERS) ? others.drifts() : own == null ? List.of() : own.drifts();
    }
}
