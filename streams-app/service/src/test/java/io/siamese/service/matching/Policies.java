package io.siamese.service.matching;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.FmrPoint;
import io.siamese.encoder.card.FpirPoint;
import io.siamese.encoder.card.FusionKind;
import io.siamese.encoder.card.LikelihoodPoint;
import io.siamese.encoder.card.Logistic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Policies for tests, over a calibration whose numbers can be told by heart. */
public final class Policies {
    /** Numbers of exemplars in the tables. */
    static final int[] EXEMPLARS = {1, 3, 5};

    /** N in the tables of searches. */
    static final int[] SUBJECTS = {1, 20, 100};

    /** Rates in the tables. */
    static final double[] RATES = {0.1, 0.01, 0.001};

    public static final Calibration CALIBRATION = calibration();

    private Policies() {}

    /** By FMR 0.01 and FPIR 0.1. */
    public static Policy ofFusion(FusionKind fusion, int candidates) {
        return Policy.of(rules(fusion, candidates, 0.01, 0.1), CALIBRATION);
    }

    static PolicyRules rules(FusionKind fusion, int candidates, double fmr, double fpir) {
        return new PolicyRules("g", 1, fmr, fpir, null, fusion, candidates, null, null, null, null, false, Map.of());
    }

    /** log10 likelihood ratio by the definition: with 1, up to 3, and more exemplars the calibration has other numbers. */
    public static float calibrated(int exemplars, float best, float mean) {
        double n = exemplars <= 1 ? 1 : exemplars <= 3 ? 3 : 5;
        return (float) (-n + 2 * best + n * mean);
    }

    /** Stricter by 0.1 for each tenth of the rate, by 0.01 an exemplar, by 0.02 a size of the gallery. */
    static float threshold(double rate, int exemplars, int subjects) {
        return (float) (0.4 - 0.1 * Math.log10(rate) + 0.01 * exemplars + 0.02 * Math.log10(subjects));
    }

    private static Calibration calibration() {
        List<FmrPoint> fmr = new ArrayList<>();
        List<FpirPoint> fpir = new ArrayList<>();
        List<LikelihoodPoint> likelihoods = new ArrayList<>();
        for (String fusion : List.of("BEST", "MEAN", "CALIBRATED")) {
            for (int exemplars : EXEMPLARS) {
                for (double rate : RATES) {
                    fmr.add(new FmrPoint(fusion, exemplars, rate, threshold(rate, exemplars, 1), 0, 1, 0.1));
                    for (int subjects : SUBJECTS) {
                        // The smallest rate has no support where many are searched.
                        if (rate * 100 > subjects * 0.05) {
                            fpir.add(new FpirPoint(
                                    fusion,
                                    exemplars,
                                    subjects,
                                    rate,
                                    threshold(rate, exemplars, subjects),
                                    0,
                                    1,
                                    null));
                        }
                    }
                }
                likelihoods.add(new LikelihoodPoint(
                        fusion,
                        exemplars,
                        fusion.equals("MEAN") ? 0 : 2,
                        fusion.equals("BEST") ? 0 : exemplars,
                        -exemplars,
                        -3,
                        3));
            }
        }
        return Calibration.create(
                "00000000000000ee", "made for tests", new Logistic(10, -5, -3, 3), fmr, fpir, likelihoods, List.of());
    }
}
