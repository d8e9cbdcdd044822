package io.siamese.trainer.evaluation;

import io.siamese.trainer.oneshot.KShotResult;
import io.siamese.trainer.rates.IdentificationResult;
import io.siamese.trainer.rates.OperatingPoint;
import io.siamese.trainer.rates.VerificationResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Holds everything that is measured of an encoder on classes.
 *
 * @param threshold where the FMR of all pairs of images together is 1 %
 * @param identification by rising gallery size
 * @param groups the hardest first
 * @param confused pairs of classes, the most confused first
 * @param falseMatches non-mated pairs of images, the most similar first
 * @param falseNonMatches mated pairs of images, the least similar first
 */
public record Evaluation(
        List<KShotResult> trials,
        List<VerificationResult> verification,
        float threshold,
        List<IdentificationResult> identification,
        List<GroupResult> groups,
        List<ConfusedClasses> confused,
        List<ImagePair> falseMatches,
        List<ImagePair> falseNonMatches) {

    /**
     * The figures that a model card has too, under its names ({@link CardFigures#figures}), and Cllr, which is in bits; all
     * others are shares. Those that the data cannot support are left out.
     */
    public Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        for (KShotResult each : trials) {
            String of = each.result().ways() + "-way " + each.shots() + "-shot error"
                    + (each.shots() == 1 ? "" : ", " + each.fusion().toLowerCase(Locale.ROOT));
            figures.put(of, each.result().errorRate());
            figures.put(of + ", low", each.result().interval().low());
            figures.put(of + ", high", each.result().interval().high());
        }
        verification.forEach(each -> addFigures(figures, each));
        for (IdentificationResult each : identification) {
            each.points().stream()
                    .filter(OperatingPoint::supported)
                    .forEach(point -> figures.put(
                            "FNIR at FPIR " + point.rate() + ", " + each.subjects() + " subjects", point.missed()));
        }
        return figures;
    }

    private static void addFigures(Map<String, Double> figures, VerificationResult of) {
        figures.put("EER, " + of.title(), of.eer());
        of.points().stream()
                .filter(OperatingPoint::supported)
                .forEach(point -> figures.put("FNMR at FMR " + point.rate() + ", " + of.title(), point.missed()));
        figures.put("min Cllr, " + of.title(), of.minCllr());
        if (of.likelihoods() != null) {
            figures.put("Cllr, " + of.title(), of.likelihoods().cllr());
        }
    }
}
