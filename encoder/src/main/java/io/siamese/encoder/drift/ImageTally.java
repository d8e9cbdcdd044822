package io.siamese.encoder.drift;

import io.siamese.encoder.card.BinnedReference;
import io.siamese.encoder.card.CalibrationReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Counts what images look like, and compares them with the calibration's. Not thread-safe.
 *
 * <p>A drift is said where the distance is above the calibration's tolerance and the noise of both samples together. Images of one
 * subject look alike, so that a sample counts for as many images as there are subjects, at most.
 */
public final class ImageTally {
    /** Images of a measure from which it is told. */
    public static final int FEWEST = 100;

    private static final int SCORE_BINS = 20;
    /** Where the calibration has no groups to compare, or they do not differ. */
    private static final double LEAST_TOLERANCE = 0.05;

    private final CalibrationReference reference;
    private final double[] contrast;
    private final double[] ink;
    private final double[] scores = new double[SCORE_BINS];
    private final double[] rejected = new double[2];
    private double scoreTolerance;
    private long subjects;

    public ImageTally(CalibrationReference reference) {
        this.reference = reference;
        contrast = new double[reference.contrast().counts().size()];
        ink = new double[reference.ink().counts().size()];
    }

    /** An image was used. */
    public void compared(double itsContrast, double itsInk) {
        rejected[0]++;
        contrast[reference.contrast().bin(itsContrast)]++;
        ink[reference.ink().bin(itsInk)]++;
    }

    /** An image could not be used because of how it is. */
    public void rejected() {
        rejected[1]++;
    }

    /**
     * A claim matched. Its score counts by the share of the calibration's true claims above the threshold that it exceeds, which is
     * spread evenly whatever the threshold is.
     */
    public void matched(double score, double threshold, int exemplars) {
        reference.scoresOf(exemplars).ifPresent(known -> {
            double least = known.shareBelow(threshold);
            if (least < 1) {
                double share = (known.shareBelow(score) - least) / (1 - least);
                scores[(int) Math.min(SCORE_BINS - 1, Math.max(0, share * SCORE_BINS))]++;
                scoreTolerance = Math.max(scoreTolerance, known.tolerance());
            }
        });
    }

    /** The images were compared with so many subjects; the most that is said counts. */
    public void among(long enrolled) {
        subjects = Math.max(subjects, enrolled);
    }

    /** Images that were looked at, those that could not be used included. */
    public long images() {
        return (long) sum(rejected);
    }

    public void add(ImageTally other) {
        add(contrast, other.contrast);
        add(ink, other.ink);
        add(scores, other.scores);
        add(rejected, other.rejected);
        scoreTolerance = Math.max(scoreTolerance, other.scoreTolerance);
        subjects = Math.max(subjects, other.subjects);
    }

    private static void add(double[] to, double[] from) {
        for (int i = 0; i < to.length; i++) {
            to[i] += from[i];
        }
    }

    /** One for each measure, in the order of {@link DriftMeasure}. */
    public List<Drift> drifts() {
        List<Drift> drifts = new ArrayList<>();
        drifts.add(bySubject(DriftMeasure.CONTRAST, contrast, reference.contrast()));
        drifts.add(bySubject(DriftMeasure.INK, ink, reference.ink()));
        double[] even = new double[SCORE_BINS];
        Arrays.fill(even, 1);
        drifts.add(bySubject(DriftMeasure.SCORE, scores, even, scoreTolerance));
        double[] before = {reference.images() - reference.rejected(), reference.rejected()};
        drifts.add(drift(DriftMeasure.REJECTED, rejected, before, LEAST_TOLERANCE, images(), reference.images()));
        return drifts;
    }

    private Drift bySubject(DriftMeasure measure, double[] counts, BinnedReference bins) {
        double[] before =
                bins.counts().stream().mapToDouble(Integer::doubleValue).toArray();
        return bySubject(measure, counts, before, bins.tolerance());
    }

    private Drift bySubject(DriftMeasure measure, double[] counts, double[] before, double tolerance) {
        double independent = Math.min(sum(counts), subjects);
        return drift(measure, counts, before, tolerance, independent, reference.classes());
    }

    private static Drift drift(
            DriftMeasure measure, double[] counts, double[] before, double tolerance, double size, double sizeBefore) {
        long images = (long) sum(counts);
        double limit = Math.max(LEAST_TOLERANCE, tolerance) + KolmogorovSmirnov.noise(size, sizeBefore);
        double shift = images < FEWEST ? Double.NaN : KolmogorovSmirnov.shift(counts, before);
        return new Drift(measure, images, shift, limit);
    }

    private static double sum(double[] counts) {
        double sum = 0;
        for (double count : counts) {
            sum += count;
        }
        return sum;
    }
}
