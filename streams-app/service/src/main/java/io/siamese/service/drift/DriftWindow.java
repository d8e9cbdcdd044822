package io.siamese.service.drift;

import io.siamese.encoder.card.CalibrationReference;
import io.siamese.encoder.drift.Drift;
import io.siamese.encoder.drift.ImageTally;
import io.siamese.events.MatchDecision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares the last images of a gallery with the calibration: between one and two blocks of {@value #BLOCK}. Thread-safe. */
final class DriftWindow {
    static final int BLOCK = 1000;

    private @Nullable CalibrationReference reference;
    private @Nullable ImageTally before;
    private @Nullable ImageTally now;

    /**
     * Counts a decision. If it was made by another calibration than the one before it, counting begins anew.
     *
     * @param subjects that the gallery has
     */
    synchronized void countDecision(MatchDecision decision, CalibrationReference calibrated, long subjects) {
        if (now == null || calibrated != reference) {
            reference = calibrated;
            before = null;
            now = new ImageTally(calibrated);
        } else if (now.images() >= BLOCK) {
            before = now;
            now = new ImageTally(calibrated);
        }
        now.among(subjects);
        DecisionTally.countDecision(decision, now);
    }

    /** One for each measure; none before the first image. */
    synchronized List<Drift> drifts() {
        if (now == null || reference == null) {
            return List.of();
        }
        ImageTally both = new ImageTally(reference);
        both.add(now);
        if (before != null) {
            both.add(before);
        }
        return both.drifts();
    }
}
