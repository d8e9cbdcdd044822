package io.siamese.trainer.rates;

import io.siamese.trainer.trials.ScoredComparisons;

/**
 * Computes EER, and FNMR at fixed FMR, of weighted comparisons. Thresholds are found anew for the weights, as a bootstrap
 * needs it. With all weights 1 the rates are those of {@link ScoreSet}.
 */
final class WeightedRates {

    private final ScoredComparisons trials;
    private final Bootstrap.Weights drawn;
    private final double[] mated;
    private final double allMated;
    private final double allNonMated;

    WeightedRates(ScoredComparisons trials, Bootstrap.Weights drawn) {
        this.trials = trials;
        this.drawn = drawn;
        mated = new double[trials.mated().size()];
        double sum = 0;
        for (int i = 0; i < mated.length; i++) {
            mated[i] = drawn.ofComparison(trials.members(), trials.mated().origin(i), false);
            sum += mated[i];
        }
        allMated = sum;
        double others = 0;
        for (int i = 0; i < trials.nonMated().size(); i++) {
            others += nonMated(i);
        }
        allNonMated = others;
    }

    /**
     * FNMR at each of the rates, at the lowest threshold whose FMR is not above it; NaN where nothing was drawn.
     *
     * @param rates rising
     */
    double[] fnmrAt(double... rates) {
        double[] found = new double[rates.length];
        double falseMatches = 0;
        int next = 0;
        int at = 0;
        double matched = 0;
        for (int rate = 0; rate < rates.length; rate++) {
            while (next < trials.nonMated().size() && falseMatches + nonMated(next) <= rates[rate] * allNonMated) {
                falseMatches += nonMated(next++);
            }
            float refused = next < trials.nonMated().size() ? trials.nonMated().score(next) : Float.NEGATIVE_INFINITY;
            while (at < mated.length && trials.mated().score(at) > refused) {
                matched += mated[at++];
            }
            found[rate] = drawnAny() ? (allMated - matched) / allMated : Double.NaN;
        }
        return found;
    }

    /** As {@link ScoreSet#eer()}; NaN where nothing was drawn. */
    double eer() {
        double fmr = 0;
        double fnmr = 1;
        double falseMatches = 0;
        double matched = 0;
        int next = 0;
        for (int at = 0; at < mated.length; at++) {
            float threshold = trials.mated().score(at);
            matched += mated[at];
            if (at + 1 < mated.length && trials.mated().score(at + 1) == threshold) {
                continue;
            }
            while (next < trials.nonMated().size() && trials.nonMated().score(next) >= threshold) {
                falseMatches += nonMated(next++);
            }
            double nextFmr = falseMatches / allNonMated;
            double nextFnmr = (allMated - matched) / allMated;
            if (nextFnmr < nextFmr) {
                boolean closer = nextFmr - nextFnmr < fnmr - fmr;
                return meanOrNaN(closer ? nextFmr + nextFnmr : fmr + fnmr);
            }
            fmr = nextFmr;
            fnmr = nextFnmr;
        }
        return meanOrNaN(fmr + fnmr);
    }

    private double meanOrNaN(double sum) {
        return drawnAny() ? sum / 2 : Double.NaN;
    }

    private boolean drawnAny() {
        return allMated > 0 && allNonMated > 0;
    }

    private double nonMated(int index) {
        return drawn.ofComparison(trials.members(), trials.nonMated().origin(index), trials.wholeGallery());
    }
}
