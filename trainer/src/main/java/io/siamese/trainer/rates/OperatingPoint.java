package io.siamese.trainer.rates;

import io.siamese.trainer.trials.ScoredComparisons;
import org.jspecify.annotations.Nullable;

/**
 * Says what is missed at a fixed rate of false alarms: FNMR at an FMR, or FNIR at an FPIR (ISO/IEC 19795-1).
 *
 * @param rate the false alarms asked for
 * @param threshold the lowest whose rate of false alarms is not above it, on these trials
 * @param missed share of mated trials that are missed there; null where the data cannot support the rate
 * @param interval 95 %, classes and drawers drawn again; null like {@code missed}
 * @param confusedPairs different pairs of classes that make up the false alarms; counting ends at {@value #SUPPORT}
 */
public record OperatingPoint(
        double rate,
        float threshold,
        @Nullable Double missed,
        @Nullable BootstrapInterval interval,
        int confusedPairs) {

    /** The fewest pairs of classes that a rate is read from: the calibration's rule, after the "rule of 30" (Doddington 2000). */
    public static final int SUPPORT = 30;

    public boolean supported() {
        return missed != null;
    }

    static OperatingPoint measure(double rate, ScoredComparisons trials, ScoreSet scores, BootstrapInterval interval) {
        float threshold = scores.thresholdAtFmr(rate);
        int pairs = trials.nonMated().pairsAtOrAbove(threshold, SUPPORT);
        return pairs < SUPPORT
                ? new OperatingPoint(rate, threshold, null, null, pairs)
                : new OperatingPoint(rate, threshold, scores.fnmr(threshold), interval, pairs);
    }
}
