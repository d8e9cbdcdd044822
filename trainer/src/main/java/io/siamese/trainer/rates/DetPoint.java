package io.siamese.trainer.rates;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A point of the detection error trade-off (Martin et al. 1997, who plot both rates on normal-deviate axes).
 *
 * @param fmr share of non-mated comparisons at or above the threshold
 * @param fnmr share of mated comparisons below it
 */
public record DetPoint(float threshold, double fmr, double fnmr) {

    private static final int STEPS = 80;
    private static final double LARGEST = 0.5;

    /**
     * Points that lie on the curve, none between them: the thresholds of {@value #STEPS} false match rates and of as many
     * false non-match rates, evenly apart in their logarithm from one error to a half. By rising threshold.
     */
    public static List<DetPoint> traceCurve(ScoreSet scores) {
        List<DetPoint> points = new ArrayList<>();
        for (int i = 0; i <= STEPS; i++) {
            points.add(pointAt(scores.thresholdAtFmr(stepRate(i, scores.nonMatedCount())), scores));
            points.add(pointAt(scores.matedQuantile(stepRate(i, scores.matedCount())), scores));
        }
        return points.stream()
                .distinct()
                .sorted(Comparator.comparingDouble(DetPoint::threshold))
                .toList();
    }

    private static double stepRate(int step, int trials) {
        double least = Math.min(LARGEST, 1.0 / trials);
        return least * Math.pow(LARGEST / least, (double) step / STEPS);
    }

    private static DetPoint pointAt(float threshold, ScoreSet scores) {
        return new DetPoint(threshold, scores.fmr(threshold), scores.fnmr(threshold));
    }
}
