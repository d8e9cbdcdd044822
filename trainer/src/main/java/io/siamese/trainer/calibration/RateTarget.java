package io.siamese.trainer.calibration;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Names the error rate that a threshold is asked for.
 *
 * @param kind {@code FMR}, of comparisons, or {@code FPIR}, of searches
 * @param rate the share of errors
 * @param subjects in the gallery; null for FMR
 * @param exemplars of each subject
 * @param fusion {@code BEST}, {@code MEAN} or {@code CALIBRATED}; all are one with one exemplar
 */
public record RateTarget(String kind, double rate, @Nullable Integer subjects, int exemplars, String fusion) {

    /** "1 exemplar", "5 exemplars, mean". */
    public String title() {
        return exemplars == 1 ? "1 exemplar" : exemplars + " exemplars, " + fusion.toLowerCase(Locale.ROOT);
    }
}
