package io.siamese.trainer.calibration;

import io.siamese.encoder.card.FusionKind;
import io.siamese.encoder.card.LikelihoodPoint;
import io.siamese.encoder.score.FusedScore;
import io.siamese.trainer.rates.StrangerTrials;
import io.siamese.trainer.trials.ClassIndex;
import io.siamese.trainer.trials.OpenSetTrials;
import io.siamese.trainer.trials.PairTrials;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Fits on all groups but one, for one number of exemplars, and measures the group left out at the thresholds found. */
final class LeftOutFold {

    private static final int GALLERIES = 20;

    private final ClassIndex all;
    private final int group;
    private final String name;
    private final int exemplars;
    private final long seed;
    private final CalibrationTrials others;
    private final BiConsumer<RateTarget, LeftOutGroup> found;

    /** @param trained comparisons of what the encoder was trained on, with as many exemplars; may be of no classes */
    LeftOutFold(
            ClassIndex all,
            int group,
            PairTrials trained,
            int exemplars,
            long seed,
            BiConsumer<RateTarget, LeftOutGroup> found) {
        this.all = all;
        this.group = group;
        this.name = all.groupName(group);
        this.exemplars = exemplars;
        this.seed = seed;
        this.others = new CalibrationTrials(all.withoutGroup(group), trained, exemplars, seed);
        this.found = found;
    }

    /** @param sizes of galleries, rising; none if there are no searches to measure */
    void measure(List<Double> fmrs, List<Double> fpirs, List<Integer> sizes) {
        if (!others.possible()) {
            return;
        }
        List<LikelihoodPoint> points = others.likelihoods(
                exemplars == 1
                        ? List.of(FusionKind.BEST)
                        : List.of(FusionKind.BEST, FusionKind.MEAN, FusionKind.CALIBRATED));
        comparisons(points, fmrs);
        if (!sizes.isEmpty()) {
            searches(points, fpirs, sizes);
        }
    }

    private void comparisons(List<LikelihoodPoint> points, List<Double> rates) {
        PairTrials own = new PairTrials(all.onlyGroup(group), exemplars, seed);
        if (!own.possible()) {
            return;
        }
        for (LikelihoodPoint point : points) {
            FusedScore fusion = FusedScore.of(point);
            StrangerTrials strangers = StrangerTrials.comparisons(own, fusion);
            FittedTrials fitted = others.comparisons(point);
            for (double rate : rates) {
                FittedThreshold threshold = fitted.threshold(rate);
                double fnmr = own.fnmr(fusion, threshold.value());
                addGroup("FMR", rate, null, fitted, threshold, strangers, fnmr);
            }
        }
    }

    private void searches(List<LikelihoodPoint> points, List<Double> rates, List<Integer> sizes) {
        List<FusedScore> fusions = points.stream().map(FusedScore::of).toList();
        List<List<StrangerTrials>> own = StrangerTrials.searches(
                OpenSetTrials.bounded(all, List.of(group), exemplars, GALLERIES, seed), fusions, sizes);
        List<List<FittedTrials>> fitted = others.searches(points, sizes);
        for (int fusion = 0; fusion < points.size(); fusion++) {
            for (int size = 0; size < sizes.size(); size++) {
                FittedTrials fit = fitted.get(fusion).get(size);
                StrangerTrials strangers = own.get(fusion).get(size);
                for (double rate : rates) {
                    addGroup("FPIR", rate, sizes.get(size), fit, fit.threshold(rate), strangers, null);
                }
            }
        }
    }

    private void addGroup(
            String kind,
            double rate,
            @Nullable Integer subjects,
            FittedTrials fitted,
            FittedThreshold threshold,
            StrangerTrials strangers,
            @Nullable Double fnmr) {
        RateTarget target =
                new RateTarget(kind, rate, subjects, exemplars, fitted.point().fusion());
        LeftOutGroup.leaveOut(name, fitted, threshold, rate, strangers, fnmr)
                .ifPresent(group -> found.accept(target, group));
    }
}
