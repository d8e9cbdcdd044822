package io.siamese.trainer.calibration;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.FmrPoint;
import io.siamese.encoder.card.FpirPoint;
import io.siamese.encoder.card.FusionKind;
import io.siamese.encoder.card.LikelihoodPoint;
import io.siamese.encoder.card.Logistic;
import io.siamese.encoder.card.Refusal;
import io.siamese.trainer.rates.BootstrapInterval;
import io.siamese.trainer.trials.ClassIndex;
import io.siamese.trainer.trials.EmbeddedClass;
import io.siamese.trainer.trials.PairTrials;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Fits what scores mean, for three fusions and 1, 3 and 5 exemplars: likelihood ratios, thresholds by false match rate, and
 * thresholds by false positive identification rate for galleries of 1 subject to all there are. Rates are means over the
 * groups, since the groups are a sample of those to come (pooled comparisons would be a sample of the largest group).
 *
 * <p>A rate is given only where at least {@value FittedThreshold#SUPPORT} of the errors at its threshold are of different pairs of classes,
 * and of different images: errors of one pair fall together, whoever wrote them, and so do those of one badly drawn image.
 * Thirty is Doddington's rule (Doddington et al. 2000; Mansfield, Wayman 2002, section 5.2): with as many independent errors
 * the true rate is within 30 % of the observed at 90 % confidence. Pairs that share a class are not quite independent, which
 * the bootstrap interval beside each rate tells. Anything else is refused by name; nothing is extrapolated.
 */
public final class Calibrator {

    private static final List<Double> FMRS = List.of(0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0001);
    private static final List<Double> FPIRS = List.of(0.1, 0.05, 0.02, 0.01);
    private static final List<Integer> EXEMPLARS = List.of(1, 3, 5);
    private static final List<Integer> SUBJECTS = List.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000);
    private static final List<FusionKind> FUSIONS = List.of(FusionKind.BEST, FusionKind.MEAN, FusionKind.CALIBRATED);

    private final ClassIndex members;
    private final ClassIndex trained;
    private final long seed;
    private final Consumer<String> progress;

    private final List<LikelihoodPoint> likelihoods = new ArrayList<>();
    private final List<FmrPoint> fmr = new ArrayList<>();
    private final List<FpirPoint> fpir = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();

    public Calibrator(List<EmbeddedClass> classes, long seed) {
        this(classes, List.of(), seed, step -> {});
    }

    /**
     * @param trained classes that the encoder was trained on, or none: only the spread between groups is taken from them
     * @param progress told what is being measured
     */
    public Calibrator(List<EmbeddedClass> classes, List<EmbeddedClass> trained, long seed, Consumer<String> progress) {
        this.members = new ClassIndex(classes);
        this.trained = new ClassIndex(trained);
        this.seed = seed;
        this.progress = progress;
    }

    /**
     * To be called once.
     *
     * @param population what the classes are, for people who read the thresholds
     * @throws IllegalArgumentException if there are no mated or no non-mated comparisons, or the scores do not tell them apart
     */
    public Calibration calibrate(String encoderId, String population) {
        for (int exemplars : EXEMPLARS) {
            progress.accept(describeExemplars(exemplars) + ": comparisons");
            CalibrationTrials trials =
                    new CalibrationTrials(members, new PairTrials(trained, exemplars, seed), exemplars, seed);
            if (trials.possible()) {
                fitExemplars(trials, exemplars);
            } else if (exemplars == 1) {
                throw new IllegalArgumentException(
                        "calibration: needs at least 2 classes of one group with 2 images each");
            } else {
                addRefusal(
                        "any rate, " + describeExemplars(exemplars),
                        "no two classes of a group have more than " + exemplars + " images");
            }
        }
        return Calibration.create(encoderId, population, logistic(), fmr, fpir, likelihoods, refusals);
    }

    private void fitExemplars(CalibrationTrials trials, int exemplars) {
        progress.accept(describeExemplars(exemplars) + ": likelihood ratios");
        List<LikelihoodPoint> points = trials.likelihoods(FUSIONS);
        likelihoods.addAll(points);
        for (LikelihoodPoint point : points) {
            progress.accept(describeExemplars(exemplars) + ": thresholds of comparisons, " + point.fusion());
            verification(trials, point);
        }
        identification(trials, points, exemplars);
    }

    private void verification(CalibrationTrials trials, LikelihoodPoint point) {
        FittedTrials comparisons = trials.comparisons(point);
        for (double rate : FMRS) {
            threshold(comparisons, rate, "FMR " + rate).ifPresent(threshold -> {
                BootstrapInterval interval = comparisons.trials().interval(threshold.value(), seed);
                fmr.add(new FmrPoint(
                        point.fusion(),
                        point.exemplars(),
                        rate,
                        threshold.value(),
                        interval.low(),
                        interval.high(),
                        trials.fnmr(point, threshold.value()),
                        comparisons.prediction(threshold, rate).orElse(null)));
            });
        }
    }

    private void identification(CalibrationTrials trials, List<LikelihoodPoint> points, int exemplars) {
        List<Integer> sizes = gallerySizes(trials.largest());
        if (sizes.isEmpty()) {
            addRefusal(
                    "FPIR, " + describeExemplars(exemplars),
                    "a group of fewer than 2 classes leaves no stranger to search for");
            return;
        }
        progress.accept(describeExemplars(exemplars) + ": searches");
        for (List<FittedTrials> ofFusion : trials.searches(points, sizes)) {
            progress.accept(describeExemplars(exemplars) + ": thresholds of searches, "
                    + ofFusion.get(0).point().fusion());
            for (int size = 0; size < sizes.size(); size++) {
                identification(ofFusion.get(size), sizes.get(size));
            }
        }
        addRefusal(
                "FPIR, N above " + sizes.get(sizes.size() - 1) + ", " + describeExemplars(exemplars),
                "there are not more classes to enrol beside the strangers");
    }

    private void identification(FittedTrials searches, int subjects) {
        for (double rate : FPIRS) {
            threshold(searches, rate, "FPIR " + rate + ", N = " + subjects).ifPresent(threshold -> {
                BootstrapInterval interval = searches.trials().interval(threshold.value(), seed);
                fpir.add(new FpirPoint(
                        searches.point().fusion(),
                        searches.point().exemplars(),
                        subjects,
                        rate,
                        threshold.value(),
                        interval.low(),
                        interval.high(),
                        searches.prediction(threshold, rate).orElse(null)));
            });
        }
    }

    private static List<Integer> gallerySizes(int largest) {
        List<Integer> sizes =
                new ArrayList<>(SUBJECTS.stream().filter(size -> size < largest).toList());
        if (largest > 0) {
            sizes.add(largest);
        }
        return sizes;
    }

    private Optional<FittedThreshold> threshold(FittedTrials trials, double rate, String target) {
        FittedThreshold threshold = trials.threshold(rate);
        LikelihoodPoint point = trials.point();
        Optional<String> refusal = threshold.refusal();
        refusal.ifPresent(reason ->
                addRefusal(target + ", " + point.fusion() + ", " + describeExemplars(point.exemplars()), reason));
        return refusal.isPresent() ? Optional.empty() : Optional.of(threshold);
    }

    private void addRefusal(String target, String reason) {
        refusals.add(new Refusal(target, reason));
    }

    private static String describeExemplars(int exemplars) {
        return exemplars + (exemplars == 1 ? " exemplar" : " exemplars");
    }

    /** The likelihood ratio of one exemplar in the form of the first layout. */
    private Logistic logistic() {
        LikelihoodPoint one = likelihoods.get(0);
        double ln10 = Math.log(10);
        return new Logistic(one.best() * ln10, one.offset() * ln10, one.low(), one.high());
    }
}
