package io.siamese.trainer.eval;

import io.siamese.encoder.card.Logistic;

/**
 * Logistic regression of "mated" on the similarity, both sides of equal total weight, so that the fitted log odds are a log
 * likelihood ratio (Brümmer, du Preez 2006, section 4). Newton's method on two parameters.
 */
final class LogisticFit {

    private static final int ITERATIONS = 60;

    private LogisticFit() {}

    /** @param low least log10 likelihood ratio that the trials support; @param high the largest */
    static Logistic of(ScoreSet scores, double low, double high) {
        double slope = 1;
        double intercept = 0;
        for (int i = 0; i < ITERATIONS; i++) {
            Newton newton = new Newton(slope, intercept);
            newton.add(scores.mated(), 1);
            newton.add(scores.nonMated(), 0);
            double[] step = newton.step();
            slope -= step[0];
            intercept -= step[1];
        }
        return new Logistic(slope, intercept, low, high);
    }

    private static final class Newton {

        private final double slope;
        private final double intercept;
        private double g0;
        private double g1;
        private double h00;
        private double h01;
        private double h11;

        Newton(double slope, double intercept) {
            this.slope = slope;
            this.intercept = intercept;
        }

        void add(float[] scores, int label) {
            double weight = 0.5 / scores.length;
            for (float score : scores) {
                double p = 1 / (1 + Math.exp(-(slope * score + intercept)));
                double error = weight * (p - label);
                double curvature = weight * p * (1 - p);
                g0 += error * score;
                g1 += error;
                h00 += curvature * score * score;
                h01 += curvature * score;
                h11 += curvature;
            }
        }

        /** Damped, since separable scores have no finite optimum. */
        double[] step() {
            double damping = 1e-9;
            double a = h00 + damping;
            double d = h11 + damping;
            double determinant = a * d - h01 * h01;
            return new double[] {clip((d * g0 - h01 * g1) / determinant), clip((a * g1 - h01 * g0) / determinant)};
        }

        private static double clip(double step) {
            return Math.max(-5, Math.min(5, step));
        }
    }
}
