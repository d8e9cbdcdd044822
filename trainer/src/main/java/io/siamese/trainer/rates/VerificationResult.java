package io.siamese.trainer.rates;

import io.siamese.trainer.trials.ScoredComparisons;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * 1:1 comparisons of one kind. With one exemplar they are all pairs of images within a group; with more, exemplars are
 * drawn anew for each of ten rounds and every other image is compared with every class of its group.
 *
 * @param fusion {@code BEST}, {@code MEAN}, or {@code CALIBRATED} by the model's calibration: the log10 likelihood ratio of both
 * @param exemplars of each subject
 * @param eer where FMR and FNMR are equal: their mean where they are closest
 * @param eerInterval 95 %, classes and drawers drawn again
 * @param points FNMR at fixed FMR, from the largest
 * @param leastFmr the lowest FMR that {@value OperatingPoint#SUPPORT} different pairs of classes make up; 1 if none is
 * @param minCllr see {@link Cllr#min}
 * @param likelihoods of the model's calibration; null if it has none for these scores
 */
public record VerificationResult(
        String fusion,
        int exemplars,
        int mated,
        int nonMated,
        double eer,
        BootstrapInterval eerInterval,
        List<OperatingPoint> points,
        double leastFmr,
        List<DetPoint> det,
        Histogram histogram,
        double minCllr,
        @Nullable LikelihoodQuality likelihoods) {

    /** By falling FMR. */
    public static final List<Double> FMRS = List.of(0.1, 0.01, 0.001, 0.0001);

    private static final double[] RISING = {0.0001, 0.001, 0.01, 0.1};

    static VerificationResult measure(
            String fusion,
            int exemplars,
            ScoredComparisons trials,
            @Nullable DoubleUnaryOperator log10LikelihoodRatio,
            long seed) {
        ScoreSet scores = ScoreSet.fromTrials(trials);
        List<BootstrapInterval> drawn = new Bootstrap(trials.members(), seed)
                .intervals(weights -> drawnRates(new WeightedRates(trials, weights)));
        List<OperatingPoint> points = new ArrayList<>();
        for (int i = 0; i < FMRS.size(); i++) {
            points.add(OperatingPoint.measure(FMRS.get(i), trials, scores, drawn.get(RISING.length - i)));
        }
        return new VerificationResult(
                fusion,
                exemplars,
                scores.matedCount(),
                scores.nonMatedCount(),
                scores.eer(),
                drawn.get(0),
                points,
                leastFmr(trials, scores),
                DetPoint.traceCurve(scores),
                Histogram.fromScores(scores),
                Cllr.min(scores),
                log10LikelihoodRatio == null
                        ? null
                        : LikelihoodQuality.measure(trials, scores, log10LikelihoodRatio, seed));
    }

    private static double leastFmr(ScoredComparisons trials, ScoreSet scores) {
        OptionalInt last = trials.nonMated().placeOfPair(OperatingPoint.SUPPORT);
        return last.isPresent() ? scores.fmr(trials.nonMated().score(last.getAsInt())) : 1;
    }

    /** EER, then FNMR by rising FMR. */
    private static double[] drawnRates(WeightedRates drawn) {
        double[] rates = new double[RISING.length + 1];
        rates[0] = drawn.eer();
        System.arraycopy(drawn.fnmrAt(RISING), 0, rates, 1, RISING.length);
        return rates;
    }

    /** "1 exemplar", "5 exemplars, mean". */
    public String title() {
        return exemplars == 1 ? "1 exemplar" : exemplars + " exemplars, " + fusion.toLowerCase(Locale.ROOT);
    }
}
