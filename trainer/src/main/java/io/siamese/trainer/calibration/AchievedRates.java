package io.siamese.trainer.calibration;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.FmrPoint;
import io.siamese.encoder.card.FpirPoint;
import io.siamese.encoder.card.FusionKind;
import io.siamese.encoder.card.RatePrediction;
import io.siamese.encoder.score.FusedScore;
import io.siamese.trainer.rates.BootstrapInterval;
import io.siamese.trainer.rates.StrangerTrials;
import io.siamese.trainer.trials.ClassIndex;
import io.siamese.trainer.trials.EmbeddedClass;
import io.siamese.trainer.trials.OpenSetTrials;
import io.siamese.trainer.trials.PairTrials;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Measures the rates that thresholds achieve on classes that they were not fitted on. The trials are the same, and a rate is
 * the mean over the groups. With one exemplar all fusions are the same, so it is listed once.
 */
public final class AchievedRates {

    private static final int GALLERIES = 60;
    private static final List<Double> FMRS = List.of(0.1, 0.01, 0.001);
    private static final List<Double> FPIRS = List.of(0.1, 0.01);
    private static final List<Integer> SUBJECTS = List.of(1, 20);

    private final Calibration calibration;
    private final ClassIndex members;
    private final long seed;
    private final List<AchievedRate> rates = new ArrayList<>();

    public AchievedRates(Calibration calibration, List<EmbeddedClass> classes, long seed) {
        this.calibration = calibration;
        this.members = new ClassIndex(classes);
        this.seed = seed;
    }

    /** To be called once. */
    public List<AchievedRate> measureRates() {
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
    private List<FusionKind> fusions(int exemplars) {
        if (exemplars == 1) {
            return List.of(FusionKind.BEST);
        }
        return isWeighted(exemplars)
                ? List.of(FusionKind.BEST, FusionKind.MEAN, FusionKind.CALIBRATED)
                : List.of(FusionKind.BEST, FusionKind.MEAN);
    }

    private boolean isWeighted(int exemplars) {
        return calibration.likelihoods().stream()
                .anyMatch(point -> FusionKind.CALIBRATED.isNamed(point.fusion()) && point.exemplars() == exemplars);
    }

    private void verification(int exemplars) {
        PairTrials trials = new PairTrials(members, exemplars, seed);
        if (!trials.possible()) {
            return;
        }
        for (FusionKind fusion : fusions(exemplars)) {
            for (double rate : FMRS) {
                calibration
                        .pointAtFmr(rate, fusion.name(), exemplars)
                        .filter(point -> point.exemplars() == exemplars)
                        .ifPresent(point -> verification(trials, point));
            }
        }
    }

    private void verification(PairTrials trials, FmrPoint point) {
        FusedScore fusion = new FusedScore(FusionKind.valueOf(point.fusion()), calibration);
        rates.add(new AchievedRate(
                "FMR",
                point.fmr(),
                null,
                point.exemplars(),
                point.fusion(),
                StrangerTrials.comparisons(trials, fusion).meanRate(point.threshold()),
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
        List<FusionKind> kinds = fusions(exemplars);
        List<FusedScore> fusions =
                kinds.stream().map(kind -> new FusedScore(kind, calibration)).toList();
        List<List<StrangerTrials>> searches = StrangerTrials.searches(trials, fusions, List.copyOf(sizes));
        for (int fusion = 0; fusion < kinds.size(); fusion++) {
            int at = 0;
            for (int size : sizes) {
                identification(searches.get(fusion).get(at++), kinds.get(fusion), exemplars, size);
            }
        }
    }

    private void identification(StrangerTrials searches, FusionKind fusion, int exemplars, int size) {
        for (double rate : FPIRS) {
            calibration
                    .pointAtFpir(rate, fusion.name(), exemplars, size)
                    .filter(point -> point.exemplars() == exemplars)
                    .ifPresent(point -> identification(searches, point, size));
        }
    }

    private void identification(StrangerTrials searches, FpirPoint point, int size) {
        rates.add(new AchievedRate(
                "FPIR",
                point.fpir(),
                size,
                point.exemplars(),
                point.fusion(),
                searches.meanRate(point.threshold()),
                null,
                predicted(point.prediction())));
    }

    private static @Nullable BootstrapInterval predicted(@Nullable RatePrediction prediction) {
        return prediction == null ? null : new BootstrapInterval(prediction.low(), prediction.high());
    }
}
