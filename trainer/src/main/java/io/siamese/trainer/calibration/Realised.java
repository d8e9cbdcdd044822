package io.siamese.trainer.calibration;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.FmrPoint;
import io.siamese.encoder.card.FpirPoint;
import io.siamese.encoder.card.FusionKind;
import io.siamese.encoder.card.RatePrediction;
import io.siamese.encoder.score.FusedScore;
import io.siamese.trainer.rates.Interval;
import io.siamese.trainer.rates.NonMatedTrials;
import io.siamese.trainer.trials.EmbeddedClass;
import io.siamese.trainer.trials.Members;
import io.siamese.trainer.trials.OpenSetTrials;
import io.siamese.trainer.trials.PairTrials;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What thresholds come to on classes that they were not fitted on, by the same trials: the rate, mean over the groups, beside
 * the one that was asked for. One exemplar is the same by every fusion and is listed once.
 */
public final class Realised {

    private static final int GALLERIES = 60;
    private static final List<Double> FMRS = List.of(0.1, 0.01, 0.001);
    private static final List<Double> FPIRS = List.of(0.1, 0.01);
    private static final List<Integer> SUBJECTS = List.of(1, 20);

    private final Calibration calibration;
    private final Members members;
    private final long seed;
    private final List<RealisedRate> rates = new ArrayList<>();

    public Realised(Calibration calibration, List<EmbeddedClass> classes, long seed) {
        this.calibration = calibration;
        this.members = new Members(classes);
        this.seed = seed;
    }

    /** To be called once. */
    public List<RealisedRate> rates() {
        TreeSet<Integer> exemplars = new TreeSet<>();
        calibration.fmr().forEach(point -> exemplars.add(point.exemplars()));
        for (int each : exemplars) {
            verification(each);
        }
        for (int each : exemplars) {
            identification(each);
        }
        return rates;
    }

    /** Those that the calibration can score by; of one exemplar all are the same. */
    private List<String> fusions(int exemplars) {
        if (exemplars == 1) {
            return List.of(Calibration.BEST);
        }
        return isWeighted(exemplars)
                ? List.of(Calibration.BEST, Calibration.MEAN, Calibration.CALIBRATED)
                : List.of(Calibration.BEST, Calibration.MEAN);
    }

    private boolean isWeighted(int exemplars) {
        return calibration.likelihoods().stream()
                .anyMatch(point -> point.fusion().equals(Calibration.CALIBRATED) && point.exemplars() == exemplars);
    }

    private FusedScore fusion(String name) {
        return new FusedScore(FusionKind.valueOf(name), calibration);
    }

    private void verification(int exemplars) {
        PairTrials trials = new PairTrials(members, exemplars, seed);
        if (!trials.possible()) {
            return;
        }
        for (String fusion : fusions(exemplars)) {
            for (double rate : FMRS) {
                calibration
                        .atFmr(rate, fusion, exemplars)
                        .filter(point -> point.exemplars() == exemplars)
                        .ifPresent(point -> verification(trials, point));
            }
        }
    }

    private void verification(PairTrials trials, FmrPoint point) {
        FusedScore fusion = fusion(point.fusion());
        rates.add(new RealisedRate(
                "FMR",
                point.fmr(),
                null,
                point.exemplars(),
                point.fusion(),
                NonMatedTrials.comparisons(trials, fusion).rate(point.threshold()),
                trials.fnmr(fusion, point.threshold()),
                predicted(point.prediction())));
    }

    private void identification(int exemplars) {
        OpenSetTrials trials = OpenSetTrials.bounded(members, exemplars, GALLERIES, seed);
        TreeSet<Integer> sizes = new TreeSet<>(SUBJECTS);
        sizes.removeIf(size -> size >= trials.largest());
        sizes.add(trials.largest());
        if (trials.largest() < 1) {
            return;
        }
        List<String> names = fusions(exemplars);
        List<FusedScore> fusions = names.stream().map(this::fusion).toList();
        List<List<NonMatedTrials>> searches = NonMatedTrials.searches(trials, fusions, List.copyOf(sizes));
        for (int fusion = 0; fusion < names.size(); fusion++) {
            int at = 0;
            for (int size : sizes) {
                identification(searches.get(fusion).get(at++), names.get(fusion), exemplars, size);
            }
        }
    }

    private void identification(NonMatedTrials searches, String fusion, int exemplars, int size) {
        for (double rate : FPIRS) {
            calibration
                    .atFpir(rate, fusion, exemplars, size)
                    .filter(point -> point.exemplars() == exemplars)
                    .ifPresent(point -> identification(searches, point, size));
        }
    }

    private void identification(NonMatedTrials searches, FpirPoint point, int size) {
        rates.add(new RealisedRate(
                "FPIR",
                point.fpir(),
                size,
                point.exemplars(),
                point.fusion(),
                searches.rate(point.threshold()),
                null,
                predicted(point.prediction())));
    }

    private static @Nullable Interval predicted(@Nullable RatePrediction prediction) {
        return prediction == null ? null : new Interval(prediction.low(), prediction.high());
    }
}
