package io.siamese.trainer.eval;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.FmrPoint;
import io.siamese.encoder.card.FpirPoint;
import io.siamese.encoder.card.LikelihoodPoint;
import io.siamese.encoder.card.Logistic;
import io.siamese.encoder.card.RatePrediction;
import io.siamese.encoder.card.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Fits what scores mean, for three fusions and 1, 3 and 5 exemplars: likelihood ratios, thresholds by false match rate, and
 * thresholds by false positive identification rate for galleries of 1 subject to all there are. Rates are means over the
 * groups, since the groups are a sample of those to come (pooled comparisons would be a sample of the largest group).
 *
 * <p>A rate is given only where at least {@value #SUPPORT} of the errors at its threshold are of different pairs of classes,
 * and of different images: errors of one pair fall together, whoever wrote them, and so do those of one badly drawn image.
 * Thirty is Doddington's rule (Doddington et al. 2000; Mansfield, Wayman 2002, section 5.2): with as many independent errors
 * the true rate is within 30 % of the observed at 90 % confidence. Pairs that share a class are not quite independent, which
 * the bootstrap interval beside each rate tells. Anything else is refused by name; nothing is extrapolated.
 */
public final class Calibrator {

    static final int SUPPORT = 30;

    private static final int GALLERIES = 60;
    private static final int GALLERIES_FOR_SPREAD = 10;
    private static final List<Double> FMRS = List.of(0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0001);
    private static final List<Double> FPIRS = List.of(0.1, 0.05, 0.02, 0.01);
    private static final List<Integer> EXEMPLARS = List.of(1, 3, 5);
    private static final List<Integer> SUBJECTS = List.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000);
    private static final List<String> FUSIONS = List.of(Calibration.BEST, Calibration.MEAN, Calibration.CALIBRATED);

    private final Members members;
    private final Members trained;
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
        this.members = new Members(classes);
        this.trained = new Members(trained);
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
            progress.accept(plural(exemplars) + ": comparisons");
            PairTrials trials = new PairTrials(members, exemplars, seed);
            if (trials.possible()) {
                fit(trials, exemplars);
            } else if (exemplars == 1) {
                throw new IllegalArgumentException(
                        "calibration: needs at least 2 classes of one group with 2 images each");
            } else {
                refuse(
                        "any rate, " + plural(exemplars),
                        "no two classes of a group have more than " + exemplars + " images");
            }
        }
        return Calibration.of(encoderId, population, logistic(), fmr, fpir, likelihoods, refusals);
    }

    private void fit(PairTrials trials, int exemplars) {
        LikelihoodFit fit =
                new LikelihoodFit(trials, -Math.log10(members.classes() + 1.0), Math.log10(members.pairs() + 1));
        List<LikelihoodPoint> points =
                FUSIONS.stream().map(fusion -> fit.of(fusion, exemplars)).toList();
        likelihoods.addAll(points);
        Optional<PairTrials> spread =
                Optional.of(new PairTrials(trained, exemplars, seed)).filter(PairTrials::possible);
        for (LikelihoodPoint point : points) {
            FusedScore fusion = FusedScore.of(point.fusion(), point);
            verification(trials, spread.map(each -> each.nonMated(fusion)), point);
        }
        progress.accept(plural(exemplars) + ": searches");
        identification(points);
    }

    private void verification(PairTrials trials, Optional<NonMatedTrials> spread, LikelihoodPoint point) {
        FusedScore fusion = FusedScore.of(point.fusion(), point);
        NonMatedTrials nonMated = trials.nonMated(fusion);
        for (double rate : FMRS) {
            threshold(nonMated, rate, point, "FMR " + rate).ifPresent(threshold -> {
                Interval interval = nonMated.interval(threshold, seed);
                fmr.add(new FmrPoint(
                        point.fusion(),
                        point.exemplars(),
                        rate,
                        threshold,
                        interval.low(),
                        interval.high(),
                        trials.fnmr(fusion, threshold),
                        prediction(nonMated, threshold, spread, rate)));
            });
        }
    }

    private void identification(List<LikelihoodPoint> points) {
        int exemplars = points.get(0).exemplars();
        OpenSetTrials trials = OpenSetTrials.bounded(members, exemplars, GALLERIES, seed);
        List<Integer> sizes = sizes(trials.largest());
        if (sizes.isEmpty()) {
            refuse("FPIR, " + plural(exemplars), "a group of fewer than 2 classes leaves no stranger to search for");
            return;
        }
        List<FusedScore> fusions =
                points.stream().map(each -> FusedScore.of(each.fusion(), each)).toList();
        List<List<NonMatedTrials>> searches = trials.run(fusions, sizes);
        List<List<NonMatedTrials>> spread = spread(exemplars, fusions, sizes);
        for (int fusion = 0; fusion < points.size(); fusion++) {
            for (int size = 0; size < sizes.size(); size++) {
                Optional<NonMatedTrials> others = size < spread.get(fusion).size()
                        ? Optional.of(spread.get(fusion).get(size))
                        : Optional.empty();
                identification(searches.get(fusion).get(size), others, points.get(fusion), sizes.get(size));
            }
        }
        refuse(
                "FPIR, N above " + sizes.get(sizes.size() - 1) + ", " + plural(exemplars),
                "there are not more classes to enrol beside the strangers");
    }

    private void identification(
            NonMatedTrials searches, Optional<NonMatedTrials> spread, LikelihoodPoint point, int subjects) {
        for (double rate : FPIRS) {
            threshold(searches, rate, point, "FPIR " + rate + ", N = " + subjects)
                    .ifPresent(threshold -> {
                        Interval interval = searches.interval(threshold, seed);
                        fpir.add(new FpirPoint(
                                point.fusion(),
                                point.exemplars(),
                                subjects,
                                rate,
                                threshold,
                                interval.low(),
                                interval.high(),
                                prediction(searches, threshold, spread, rate)));
                    });
        }
    }

    /** Galleries of the same sizes, as far as the trained classes reach; nothing where there are none. */
    private List<List<NonMatedTrials>> spread(int exemplars, List<FusedScore> fusions, List<Integer> sizes) {
        OpenSetTrials trials = OpenSetTrials.bounded(trained, exemplars, GALLERIES_FOR_SPREAD, seed);
        List<Integer> reached =
                sizes.stream().filter(size -> size <= trials.largest()).toList();
        return reached.isEmpty()
                ? fusions.stream().map(each -> List.<NonMatedTrials>of()).toList()
                : trials.run(fusions, reached);
    }

    private static List<Integer> sizes(int largest) {
        List<Integer> sizes =
                new ArrayList<>(SUBJECTS.stream().filter(size -> size < largest).toList());
        if (largest > 0) {
            sizes.add(largest);
        }
        return sizes;
    }

    private Optional<Float> threshold(NonMatedTrials trials, double rate, LikelihoodPoint point, String target) {
        String name = target + ", " + point.fusion() + ", " + plural(point.exemplars());
        float threshold = trials.thresholdAt(rate);
        int support = trials.support(threshold);
        if (support < SUPPORT) {
            refuse(name, support + " errors of different classes and hands, " + SUPPORT + " are needed");
            return Optional.empty();
        }
        boolean within = threshold > Math.nextUp((float) point.low()) && threshold <= point.high();
        if (point.fusion().equals(Calibration.CALIBRATED) && !within) {
            refuse(name, "likelihood ratios are cut off there, where the trials end: they all are equal");
            return Optional.empty();
        }
        return Optional.of(threshold);
    }

    private @Nullable RatePrediction prediction(
            NonMatedTrials trials, float threshold, Optional<NonMatedTrials> spread, double rate) {
        GroupRates others =
                spread.map(each -> GroupRates.of(each, each.thresholdAt(rate))).orElseGet(GroupRates::none);
        return GroupRates.of(trials, threshold).prediction(others).orElse(null);
    }

    private void refuse(String target, String reason) {
        refusals.add(new Refusal(target, reason));
    }

    private static String plural(int exemplars) {
        return exemplars + (exemplars == 1 ? " exemplar" : " exemplars");
    }

    /** The likelihood ratio of one exemplar in the form of the first layout. */
    private Logistic logistic() {
        LikelihoodPoint one = likelihoods.get(0);
        double ln10 = Math.log(10);
        return new Logistic(one.best() * ln10, one.offset() * ln10, one.low(), one.high());
    }
}
