package io.siamese.trainer.model;

/**
 * Linear warm-up, then half a cosine to zero, by steps.
 *
 * @param peak the rate at the end of the warm-up
 * @param steps steps of the whole run, at least 1
 * @param warmUp share of the steps that warms up, in [0, 1)
 */
public record LearningRate(double peak, int steps, double warmUp) {

    public LearningRate {
        if (steps < 1) {
            throw new IllegalArgumentException("steps: at least 1, got " + steps);
        }
        if (!(peak > 0) || !(warmUp >= 0 && warmUp < 1)) {
            throw new IllegalArgumentException(
                    "learning rate: peak > 0 and 0 <= warm-up < 1, got " + peak + " and " + warmUp);
        }
    }

    /** The rate of a step, counted from 0. */
    public double rateAt(int step) {
        double warm = Math.max(1, Math.rint(steps * warmUp));
        if (step < warm) {
            return peak * (step + 1) / warm;
        }
        double progress = Math.min(1, (step - warm) / Math.max(1, steps - warm));
        return peak * 0.5 * (1 + Math.cos(Math.PI * progress));
    }
}
