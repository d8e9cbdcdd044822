package io.siamese.cli;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.CalibrationReference;
import io.siamese.encoder.drift.Drift;
import io.siamese.encoder.drift.ImageTally;
import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import io.siamese.service.drift.DecisionTally;
import io.siamese.service.drift.DriftMonitor;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Counts decisions, and compares their images with the calibration's, gallery by gallery. */
final class DecisionReport {
    /** Galleries that are told one by one. Publishers may name as many as they like; all that come later are one. */
    static final int GALLERIES = 10_000;

    /**
     * What the images of a gallery look like.
     *
     * @param drifts one for each measure
     */
    record GalleryLine(String gallery, long images, List<Drift> drifts) {}

    private final String encoderId;
    private final Optional<Calibration> calibration;
    private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    private final Map<String, Long> rejections = new TreeMap<>();
    private final Map<String, ImageTally> tallies = new HashMap<>();
    private long byOthers;

    /**
     * @param encoderId images of other encoders' decisions are not compared
     * @param calibration of that encoder
     */
    DecisionReport(String encoderId, Optional<Calibration> calibration) {
        this.encoderId = encoderId;
        this.calibration = calibration;
    }

    void addDecision(MatchDecision decision) {
        outcomes.merge(decision.getOutcome(), 1L, Long::sum);
        if (decision.getOutcome() == Outcome.REJECTED) {
            rejections.merge(String.valueOf(decision.getReason()), 1L, Long::sum);
        }
        if (!decision.getEncoderId().equals(encoderId)) {
            byOthers++;
        } else {
            reference().ifPresent(reference -> {
                ImageTally tally =
                        tallies.computeIfAbsent(tallyName(decision.getGallery()), gallery -> new ImageTally(reference));
                tally.among(decision.getSubjects());
                DecisionTally.countDecision(decision, tally);
            });
        }
    }

    private String tallyName(String gallery) {
        return tallies.size() < GALLERIES || tallies.containsKey(gallery) ? gallery : DriftMonitor.OTHERS;
    }

    Optional<Calibration> calibration() {
        return calibration;
    }

    Optional<CalibrationReference> reference() {
        return calibration.map(Calibration::reference);
    }

    long decisions() {
        return outcomes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Decisions of other encoders. */
    long byOthers() {
        return byOthers;
    }

    Map<Outcome, Long> outcomes() {
        return outcomes;
    }

    /** Rejections by reason. */
    Map<String, Long> rejections() {
        return rejections;
    }

    /** Galleries whose images drift first, then those with the most images. */
    List<GalleryLine> galleries() {
        return tallies.entrySet().stream()
                .map(entry -> new GalleryLine(
                        entry.getKey(),
                        entry.getValue().images(),
                        entry.getValue().drifts()))
                .sorted(Comparator.comparing((GalleryLine line) -> !hasSaidDrift(line))
                        .thenComparing(
                                Comparator.comparingLong(GalleryLine::images).reversed())
                        .thenComparing(GalleryLine::gallery))
                .toList();
    }

    static boolean hasSaidDrift(GalleryLine line) {
        return line.drifts().stream().anyMatch(Drift::isSaid);
    }

    boolean isDriftSaid() {
        return galleries().stream().anyMatch(DecisionReport::hasSaidDrift);
    }
}
