package io.siamese.trainer.calibration;

import io.siamese.trainer.rates.BootstrapInterval;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * States the rate that one threshold of a calibration achieves on classes that it was not fitted on.
 *
 * @param kind {@code FMR}, of comparisons, or {@code FPIR}, of searches
 * @param target the rate that the threshold was fitted for
 * @param subjects in the gallery; null for FMR
 * @param exemplars of each subject
 * @param fusion {@code BEST}, {@code MEAN} or {@code CALIBRATED}
 * @param rate on these classes, mean over their groups
 * @param fnmr share of mated comparisons below the threshold; null for FPIR
 * @param predicted the 99 % interval in which the calibration expects a group that it has not seen; null if it says nothing
 */
public record AchievedRate(
        String kind,
        double target,
        @Nullable Integer subjects,
        int exemplars,
        String fusion,
        double rate,
        @Nullable Double fnmr,
        @Nullable BootstrapInterval predicted) {

    /** By the names that model cards use. */
    public static Map<String, Double> figures(List<AchievedRate> rates) {
        Map<String, Double> figures = new LinkedHashMap<>();
        for (AchievedRate each : rates) {
            String of = String.format(
                    Locale.ROOT,
                    " at calibrated %s %s,%s %d exemplars, %s",
                    each.kind,
                    each.target,
                    each.subjects == null ? "" : " N = " + each.subjects + ",",
                    each.exemplars,
                    each.fusion.toLowerCase(Locale.ROOT));
            figures.put(each.kind + of, each.rate);
            if (each.fnmr != null) {
                figures.put("FNMR" + of, each.fnmr);
            }
        }
        return figures;
    }

    /** "1 exemplar", "5 exemplars, mean". */
    public String title() {
        return exemplars == 1 ? "1 exemplar" : exemplars + " exemplars, " + fusion.toLowerCase(Locale.ROOT);
    }
}
