package io.siamese.trainer.model;

/**
 * Tells a gradient that is many times as long as those before it: one such step undoes what hundreds have learnt. Never
 * refuses two in a row, because gradients may have grown for good: the mean grows by those that it accepts.
 */
final class GradientGuard {

    /** Steps before anything is refused. */
    private static final int FIRST_STEPS = 50;
    /** How many times the mean a gradient may be as long. The longest of a usual run is twice the mean. */
    private static final double LONGEST = 20;

    private static final double KEPT_OF_MEAN = 0.98;

    private double mean;
    private int seen;
    private int refused;
    private boolean lastRefused;

    /** @param length Euclidean length of the gradient of all parameters */
    boolean accepts(double length) {
        lastRefused = seen >= FIRST_STEPS && !lastRefused && !(length <= LONGEST * mean);
        if (lastRefused) {
            refused++;
            return false;
        }
        mean = seen == 0 ? length : KEPT_OF_MEAN * mean + (1 - KEPT_OF_MEAN) * length;
        seen++;
        return true;
    }

    /** How many steps were refused. */
    int refused() {
        return refused;
    }
}
