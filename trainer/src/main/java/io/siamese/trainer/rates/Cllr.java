package io.siamese.trainer.rates;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * The cost of log-likelihood ratios, in bits (Brümmer, du Preez 2006, "Application-independent evaluation of speaker
 * detection"): ½ (mean over mated of log2(1 + 1 / LR) + mean over non-mated of log2(1 + LR)). 0 is perfect, 1 is what
 * LR = 1 for everything costs, more than 1 is worse than saying nothing.
 */
public final class Cllr {

    private Cllr() {}

    /** @param log10LikelihoodRatio of a score */
    public static double cost(ScoreSet scores, DoubleUnaryOperator log10LikelihoodRatio) {
        double mated = 0;
        for (float score : scores.mated()) {
            mated += costInBits(-log10LikelihoodRatio.applyAsDouble(score));
        }
        double nonMated = 0;
        for (float score : scores.nonMated()) {
            nonMated += costInBits(log10LikelihoodRatio.applyAsDouble(score));
        }
        return (mated / scores.matedCount() + nonMated / scores.nonMatedCount()) / 2;
    }

    /**
     * The least that any rising function from score to likelihood ratio costs on these very trials, found by pooling adjacent
     * violators: what is left when calibration is perfect, so the loss of discrimination alone. Equal scores share a ratio.
     */
    public static double min(ScoreSet scores) {
        Pools pools = new Pools(scores.matedCount(), scores.nonMatedCount());
        float[] mated = scores.mated();
        float[] nonMated = scores.nonMated();
        int m = 0;
        int n = 0;
        while (m < mated.length || n < nonMated.length) {
            float score = Math.min(
                    m < mated.length ? mated[m] : Float.POSITIVE_INFINITY,
                    n < nonMated.length ? nonMated[n] : Float.POSITIVE_INFINITY);
            int fromM = m;
            int fromN = n;
            m = endOfTies(mated, m, score);
            n = endOfTies(nonMated, n, score);
            pools.add(m - fromM, n - fromN);
        }
        return pools.cost();
    }

    private static int endOfTies(float[] sorted, int from, float score) {
        int end = from;
        while (end < sorted.length && sorted[end] == score) {
            end++;
        }
        return end;
    }

    /** log2(1 + 10^x), without overflow. */
    private static double costInBits(double log10) {
        double natural = log10 * Math.log(10);
        return (Math.max(0, natural) + Math.log1p(Math.exp(-Math.abs(natural)))) / Math.log(2);
    }

    /** Neighbouring scores that share a likelihood ratio; ratios rise from pool to pool. */
    private static final class Pools {

        private final double allMated;
        private final double allNonMated;
        private long[] mated = new long[64];
        private long[] nonMated = new long[64];
        private int size;

        Pools(double allMated, double allNonMated) {
            this.allMated = allMated;
            this.allNonMated = allNonMated;
        }

        void add(long m, long n) {
            long ownMated = m;
            long ownNonMated = n;
            while (size > 0 && mated[size - 1] * ownNonMated >= ownMated * nonMated[size - 1]) {
                size--;
                ownMated += mated[size];
                ownNonMated += nonMated[size];
            }
            if (size == mated.length) {
                mated = Arrays.copyOf(mated, 2 * size);
                nonMated = Arrays.copyOf(nonMated, 2 * size);
            }
            mated[size] = ownMated;
            nonMated[size++] = ownNonMated;
        }

        double cost() {
            double cost = 0;
            for (int i = 0; i < size; i++) {
                double m = mated[i] / allMated;
                double n = nonMated[i] / allNonMated;
                // A pool of one side alone has the ratio 0 or infinity, and costs nothing.
                if (m > 0 && n > 0) {
                    cost += m * Math.log((m + n) / m) + n * Math.log((m + n) / n);
                }
            }
            return cost / (2 * Math.log(2));
        }
    }
}
