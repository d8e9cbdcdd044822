package io.siamese.trainer.calibration;

import io.siamese.encoder.card.FusionKind;
import io.siamese.encoder.card.LikelihoodPoint;
import io.siamese.trainer.trials.ClassIndex;
import io.siamese.trainer.trials.ComparedImages;
import io.siamese.trainer.trials.PairTrials;
import io.siamese.trainer.trials.TrialSimilarities;

/**
 * Logistic regression of "mated" on one or two similarities, both sides of equal total weight, so that the fitted log odds
 * are a log likelihood ratio (Brümmer, du Preez 2006, section 4); within a side every group weighs alike. Newton's method,
 * damped, since separable scores have no finite optimum. A coefficient that would be negative is left out: more alike must
 * never speak against the subject.
 */
final class LikelihoodFit {

    private static final int ITERATIONS = 60;
    private static final double DAMPING = 1e-6;
    private static final double CONVERGED = 1e-9;
    private static final double LONGEST_STEP = 5;

    private final PairTrials trials;
    private final double low;
    private final double high;

    /** @param low least log10 likelihood ratio that the trials support; @param high the largest */
    LikelihoodFit(PairTrials trials, double low, double high) {
        this.trials = trials;
        this.low = low;
        this.high = high;
    }

    LikelihoodPoint fitPoint(FusionKind fusion, int exemplars) {
        if (fusion == FusionKind.BEST || exemplars == 1 && fusion == FusionKind.CALIBRATED) {
            // The mean of one exemplar is the exemplar: two equal columns have no unique fit.
            return toPoint(fusion, exemplars, fitWeights(true, false));
        }
        if (fusion == FusionKind.MEAN) {
            return toPoint(fusion, exemplars, fitWeights(false, true));
        }
        double[] both = fitWeights(true, true);
        if (both[0] < 0) {
            both = fitWeights(false, true);
        } else if (both[1] < 0) {
            both = fitWeights(true, false);
        }
        return toPoint(fusion, exemplars, both);
    }

    private LikelihoodPoint toPoint(FusionKind fusion, int exemplars, double[] w) {
        if (!(w[0] + w[1] > 0)) {
            throw new IllegalArgumentException(
                    "calibration: similarities of " + exemplars
                            + (exemplars == 1 ? " exemplar" : " exemplars")
                            + " are no higher for images of one class than for those of two: the encoder does not tell these apart");
        }
        double ln10 = Math.log(10);
        return new LikelihoodPoint(fusion.name(), exemplars, w[0] / ln10, w[1] / ln10, w[2] / ln10, low, high);
    }

    /** Weights of best, mean and 1; 0 for a score that is not used. */
    private double[] fitWeights(boolean useBest, boolean useMean) {
        double[] w = new double[3];
        for (int i = 0; i < ITERATIONS; i++) {
            Newton newton = new Newton(w, useBest, useMean);
            newton.addTrials(trials.members(), trials.mated(), 1);
            newton.addTrials(trials.members(), trials.nonMated(), 0);
            double[] step = newton.solveStep();
            double longest = 0;
            for (int j = 0; j < w.length; j++) {
                w[j] -= step[j];
                longest = Math.max(longest, Math.abs(step[j]));
            }
            if (longest < CONVERGED) {
                break;
            }
        }
        return w;
    }

    private static final class Newton {

        private final double[] w;
        private final boolean[] used;
        private final double[] gradient = new double[3];
        private final double[][] curvature = new double[3][3];

        Newton(double[] w, boolean useBest, boolean useMean) {
            this.w = w;
            used = new boolean[] {useBest, useMean, true};
        }

        void addTrials(ClassIndex members, TrialSimilarities scores, int label) {
            double[] weights = weights(members, scores);
            double[] x = {0, 0, 1};
            for (int i = 0; i < scores.size(); i++) {
                x[0] = used[0] ? scores.bestSimilarity(i) : 0;
                x[1] = used[1] ? scores.meanSimilarity(i) : 0;
                double weight = weights[members.groupOf(ComparedImages.probeClass(scores.origin(i)))];
                double p = 1 / (1 + Math.exp(-(w[0] * x[0] + w[1] * x[1] + w[2])));
                for (int j = 0; j < 3; j++) {
                    gradient[j] += weight * (p - label) * x[j];
                    for (int k = 0; k < 3; k++) {
                        curvature[j][k] += weight * p * (1 - p) * x[j] * x[k];
                    }
                }
            }
        }

        private static double[] weights(ClassIndex members, TrialSimilarities scores) {
            double[] counts = new double[members.groupCount()];
            int groups = 0;
            for (int i = 0; i < scores.size(); i++) {
                int group = members.groupOf(ComparedImages.probeClass(scores.origin(i)));
                groups += counts[group] == 0 ? 1 : 0;
                counts[group]++;
            }
            for (int group = 0; group < counts.length; group++) {
                counts[group] = counts[group] == 0 ? 0 : 0.5 / (groups * counts[group]);
            }
            return counts;
        }

        /** Solves (curvature + damping) · step = gradient by elimination, which needs no pivots: it is positive definite. */
        double[] solveStep() {
            double[][] a = new double[3][4];
            for (int i = 0; i < 3; i++) {
                System.arraycopy(curvature[i], 0, a[i], 0, 3);
                a[i][i] += DAMPING * (1 + curvature[i][i]);
                a[i][3] = gradient[i];
            }
            for (int i = 0; i < 3; i++) {
                for (int row = 0; row < 3; row++) {
                    double factor = row == i ? 0 : a[row][i] / a[i][i];
                    for (int column = i; column < 4; column++) {
                        a[row][column] -= factor * a[i][column];
                    }
                }
            }
            double[] step = new double[3];
            for (int i = 0; i < 3; i++) {
                step[i] = Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, a[i][3] / a[i][i]));
            }
            return step;
        }
    }
}
