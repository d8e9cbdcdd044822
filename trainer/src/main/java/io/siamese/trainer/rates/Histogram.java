package io.siamese.trainer.rates;

/**
 * Shows how scores are spread: bins of equal width over all of them.
 *
 * @param from lower end of the first bin
 * @param width of each
 * @param mated share of all mated scores in each bin
 * @param nonMated share of all non-mated scores in each bin
 */
public record Histogram(double from, double width, double[] mated, double[] nonMated) {

    private static final int BINS = 60;

    static Histogram fromScores(ScoreSet scores) {
        float[] mated = scores.mated();
        float[] nonMated = scores.nonMated();
        double from = Math.min(mated[0], nonMated[0]);
        double to = Math.max(mated[mated.length - 1], nonMated[nonMated.length - 1]);
        double width = to == from ? 1.0 / BINS : (to - from) / BINS;
        return new Histogram(from, width, binShares(mated, from, width), binShares(nonMated, from, width));
    }

    private static double[] binShares(float[] scores, double from, double width) {
        double[] shares = new double[BINS];
        for (float score : scores) {
            int bin = Math.min(BINS - 1, (int) ((score - from) / width));
            shares[bin] += 1.0 / scores.length;
        }
        return shares;
    }
}
