package io.siamese.encoder.drift;

/**
 * Tells how far one measure of some images is from the calibration's.
 *
 * @param images how many were measured
 * @param shift Kolmogorov–Smirnov distance in [-1, 1], the largest difference of the shares below any value; positive: the values
 *     are larger than the calibration's. NaN: too few images, or nothing to compare with
 * @param limit distance from which it is said; above 1 while the images are too few to tell
 */
public record Drift(DriftMeasure measure, long images, double shift, double limit) {

    public double distance() {
        return Math.abs(shift);
    }

    /** Whether there is a distance, and the images would be enough to say one of 1. */
    public boolean isMeasured() {
        return !Double.isNaN(shift) && limit < 1;
    }

    /** Whether the images no longer look like the calibration's. */
    public boolean isSaid() {
        return distance() > limit;
    }
}
