package io.siamese.trainer.rates;

/**
 * The Wilson score interval of a share at 95 % confidence (Wilson 1927). It treats trials as independent, which trials
 * that share drawers and classes are not quite.
 */
public record WilsonInterval(double low, double high) {

    private static final double Z = 1.959964;

    public static WilsonInterval interval(long hits, long trials) {
        if (trials < 1 || hits < 0 || hits > trials) {
            throw new IllegalArgumentException("a share of " + hits + " in " + trials + " trials");
        }
        double share = (double) hits / trials;
        double z2 = Z * Z;
        double centre = share + z2 / (2 * trials);
        double half = Z * Math.sqrt(share * (1 - share) / trials + z2 / (4.0 * trials * trials));
        double scale = 1 + z2 / trials;
        return new WilsonInterval(Math.max(0, (centre - half) / scale), Math.min(1, (centre + half) / scale));
    }
}
