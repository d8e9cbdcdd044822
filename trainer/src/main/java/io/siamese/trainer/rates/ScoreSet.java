package io.siamese.trainer.rates;

import io.siamese.trainer.trials.ScoredComparisons;
import java.util.Arrays;

/**
 * Similarities of mated and non-mated comparisons. A comparison matches at or above the threshold. Immutable.
 */
public final class ScoreSet {

    private final float[] mated;
    private final float[] nonMated;

    /** Copies and sorts both; neither may be empty. */
    public ScoreSet(float[] mated, float[] nonMated) {
        if (mated.length == 0 || nonMated.length == 0) {
            throw new IllegalArgumentException(
                    "scores: " + mated.length + " mated and " + nonMated.length + " non-mated, at least 1 of each");
        }
        this.mated = mated.clone();
        this.nonMated = nonMated.clone();
        Arrays.sort(this.mated);
        Arrays.sort(this.nonMated);
    }

    /** @throws IllegalArgumentException if there are none of one kind */
    public static ScoreSet fromTrials(ScoredComparisons trials) {
        return new ScoreSet(trials.mated().scores(), trials.nonMated().scores());
    }

    /** Share of non-mated comparisons at or above the threshold. */
    public double fmr(float threshold) {
        return (double) falseMatches(threshold) / nonMated.length;
    }

    public int falseMatches(float threshold) {
        return nonMated.length - countBelow(nonMated, threshold);
    }

    /** Share of mated comparisons below the threshold. */
    public double fnmr(float threshold) {
        return (double) countBelow(mated, threshold) / mated.length;
    }

    /** The lowest threshold whose FMR is not above {@code fmr}: rounded to the safe side, next to a non-mated score. */
    public float thresholdAtFmr(double fmr) {
        int allowed = (int) Math.floor(fmr * nonMated.length);
        return allowed >= nonMated.length ? nonMated[0] : Math.nextUp(nonMated[nonMated.length - 1 - allowed]);
    }

    public double fnmrAtFmr(double fmr) {
        return fnmr(thresholdAtFmr(fmr));
    }

    /** The highest threshold, a mated score, whose FNMR is not above {@code fnmr}. */
    public float matedQuantile(double fnmr) {
        return mated[Math.min(mated.length - 1, (int) Math.floor(fnmr * mated.length))];
    }

    /** Mean of FMR and FNMR at the threshold where they are closest. */
    public double eer() {
        int low = 0;
        int high = mated.length - 1;
        // FNMR rises and FMR falls along the mated scores: find the first at which FNMR is not smaller.
        while (low < high) {
            int middle = (low + high) / 2;
            if (fnmr(mated[middle]) >= fmr(mated[middle])) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        double after = meanErrorAt(mated[low]);
        return low > 0 && errorGap(mated[low - 1]) < errorGap(mated[low]) ? meanErrorAt(mated[low - 1]) : after;
    }

    private double meanErrorAt(float threshold) {
        return (fmr(threshold) + fnmr(threshold)) / 2;
    }

    private double errorGap(float threshold) {
        return Math.abs(fmr(threshold) - fnmr(threshold));
    }

    public int matedCount() {
        return mated.length;
    }

    public int nonMatedCount() {
        return nonMated.length;
    }

    float[] mated() {
        return mated.clone();
    }

    float[] nonMated() {
        return nonMated.clone();
    }

    private static int countBelow(float[] sorted, float threshold) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < threshold) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
