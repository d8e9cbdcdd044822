package io.siamese.encoder.drift;

/**
 * Compares two samples by the largest difference of their shares below any value (Kolmogorov 1933, Smirnov 1948). On bins the
 * distance is at most what it would be without them, so the false alarms stay below the stated rate.
 */
public final class KolmogorovSmirnov {
    /** How often two samples of one kind are further apart than {@link #noise}, at most. */
    public static final double FALSE_ALARMS = 0.001;

    private static final double CRITICAL = Math.sqrt(-Math.log(FALSE_ALARMS / 2) / 2);

    private KolmogorovSmirnov() {}

    /**
     * The distance of two samples that are counted by the same bins.
     *
     * @return in [-1, 1]; positive where the first sample has the larger values
     */
    public static double shift(double[] counts, double[] reference) {
        double all = 0;
        double allOfReference = 0;
        for (int i = 0; i < counts.length; i++) {
            all += counts[i];
            allOfReference += reference[i];
        }
        double below = 0;
        double largest = 0;
        for (int i = 0; i < counts.length; i++) {
            below += reference[i] / allOfReference - counts[i] / all;
            largest = Math.abs(below) > Math.abs(largest) ? below : largest;
        }
        return largest;
    }

    /** The distance that chance alone gives two samples of one kind in all but {@value #FALSE_ALARMS} of the cases. */
    public static double noise(double size, double other) {
        return CRITICAL * Math.sqrt(1 / size + 1 / other);
    }
}
