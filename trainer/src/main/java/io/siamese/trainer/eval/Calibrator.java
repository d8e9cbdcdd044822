package io.siamese.trainer.eval;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.FmrPoint;
import io.siamese.encoder.card.FpirPoint;
import io.siamese.encoder.card.Logistic;
import java.util.ArrayList;
import java.util.List;

/**
 * Fits what scores mean: likelihood ratios, thresholds by false match rate for 1, 3 and 5 exemplars, and by false positive
 * identification rate for galleries of up to 50 subjects. A rate is given only where at least {@value #SUPPORT} different
 * pairs of classes are confused at its threshold; nothing is extrapolated.
 */
public final class Calibrator {

    private static final int SUPPORT = 30;
    private static final int ROUNDS = 10;
    private static final int GALLERIES = 60;
    private static final List<Double> FMRS = List.of(0.1, 0.05, 0.02, 0.01, 0.005, 0.001);
    private static final List<Double> FPIRS = List.of(0.1, 0.05, 0.02, 0.01);
    private static final List<Integer> EXEMPLARS = List.of(1, 3, 5);
    private static final List<Integer> SUBJECTS = List.of(1, 2, 5, 10, 20, 50);

    private final List<EmbeddedClass> classes;
    private final long seed;

    public Calibrator(List<EmbeddedClass> classes, long seed) {
        this.classes = List.copyOf(classes);
        this.seed = seed;
    }

    /** @param population what the classes are, for people who read the thresholds */
    public Calibration calibrate(String encoderId, String population) {
        List<FmrPoint> fmr = new ArrayList<>();
        EXEMPLARS.stream().filter(this::enough).forEach(exemplars -> fmr.addAll(fmrPoints(exemplars)));
        List<FpirPoint> fpir = new ArrayList<>();
        SUBJECTS.stream()
                .filter(subjects -> SearchTrials.possible(classes, subjects))
                .forEach(subjects -> fpir.addAll(fpirPoints(subjects)));
        return Calibration.of(encoderId, population, logistic(), fmr, fpir);
    }

    private boolean enough(int exemplars) {
        return classes.stream().anyMatch(each -> each.drawers() > exemplars);
    }

    private List<FmrPoint> fmrPoints(int exemplars) {
        Comparisons trials = new VerificationTrials(Fusion.BEST, exemplars, ROUNDS, seed).run(classes);
        ScoreSet scores = trials.scores();
        List<FmrPoint> points = new ArrayList<>();
        for (double fmr : FMRS) {
            float threshold = scores.thresholdAtFmr(fmr);
            if (trials.confusedPairs(threshold) >= SUPPORT) {
                Interval interval = trials.falseMatchInterval(threshold, classes.size(), drawers(), seed);
                points.add(new FmrPoint(
                        Fusion.BEST.name(),
                        exemplars,
                        fmr,
                        threshold,
                        interval.low(),
                        interval.high(),
                        scores.fnmr(threshold)));
            }
        }
        return points;
    }

    private List<FpirPoint> fpirPoints(int subjects) {
        Comparisons searches = new SearchTrials(subjects, GALLERIES, seed).run(classes);
        List<FpirPoint> points = new ArrayList<>();
        for (double fpir : FPIRS) {
            float threshold = searches.thresholdAtRate(fpir);
            if (searches.confusedPairs(threshold) >= SUPPORT) {
                Interval interval = searches.falseMatchInterval(threshold, classes.size(), drawers(), seed);
                points.add(new FpirPoint(subjects, fpir, threshold, interval.low(), interval.high()));
            }
        }
        return points;
    }

    /** Cut off where one more pair of classes, or one more class, would decide (Vergeer et al. 2016, the idea of a bound by size). */
    private Logistic logistic() {
        ScoreSet scores = new VerificationTrials(Fusion.BEST, 1, ROUNDS, seed)
                .run(classes)
                .scores();
        double pairs = 0;
        for (List<EmbeddedClass> group : EmbeddedClass.byGroup(classes).values()) {
            pairs += group.size() * (group.size() - 1) / 2.0;
        }
        return LogisticFit.of(scores, -Math.log10(classes.size() + 1.0), Math.log10(pairs + 1));
    }

    private int drawers() {
        return classes.stream().mapToInt(EmbeddedClass::drawers).max().orElseThrow();
    }
}
