package io.siamese.trainer.rates;

import io.siamese.trainer.trials.ScoredComparisons;
import io.siamese.trainer.trials.ScoredTrials;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One bin of a reliability diagram (Murphy, Winkler 1977) of likelihood ratios: of the comparisons that are given about the
 * same ratio, how much more often does one occur among mated comparisons than among non-mated ones. Bins are
 * equally wide in log10 LR.
 *
 * @param from lower end of the bin, log10 LR; @param to upper end, open but for the last bin
 * @param stated mean log10 LR of the bin's comparisons, both sides of equal total weight
 * @param observed log10 of (share of all mated that fall here / share of all non-mated that do); null where there are none of one kind
 * @param interval 95 %, classes and drawers drawn again; null like {@code observed}
 */
public record ReliabilityBin(
        double from,
        double to,
        int mated,
        int nonMated,
        @Nullable Double stated,
        @Nullable Double observed,
        @Nullable BootstrapInterval interval) {

    private static final int BINS = 12;

    /** @param log10LikelihoodRatio of a score, not falling */
    static List<ReliabilityBin> makeBins(
            ScoredComparisons trials, DoubleUnaryOperator log10LikelihoodRatio, long seed) {
        Edges mated = new Edges(trials.mated(), log10LikelihoodRatio);
        Edges nonMated = new Edges(trials.nonMated(), log10LikelihoodRatio);
        double low = Math.min(mated.lowestRatio(), nonMated.lowestRatio());
        double width = (Math.max(mated.highestRatio(), nonMated.highestRatio()) - low) / BINS;
        if (width == 0) {
            return List.of();
        }
        int[] matedEnds = mated.binEnds(low, width, BINS);
        int[] nonMatedEnds = nonMated.binEnds(low, width, BINS);
        List<BootstrapInterval> intervals = new Bootstrap(trials.members(), seed)
                .intervals(drawn -> logRatios(
                        weightedCounts(trials, trials.mated(), matedEnds, drawn),
                        weightedCounts(trials, trials.nonMated(), nonMatedEnds, drawn)));
        double[] ratios = logRatios(binCounts(matedEnds), binCounts(nonMatedEnds));
        List<ReliabilityBin> bins = new ArrayList<>();
        for (int i = 0; i < BINS; i++) {
            int m = matedEnds[i + 1] - matedEnds[i];
            int n = nonMatedEnds[i + 1] - nonMatedEnds[i];
            double share = (double) m / trials.mated().size();
            double other = (double) n / trials.nonMated().size();
            double sum = mated.sumRatios(matedEnds, i) / trials.mated().size()
                    + nonMated.sumRatios(nonMatedEnds, i) / trials.nonMated().size();
            boolean both = m > 0 && n > 0;
            bins.add(new ReliabilityBin(
                    low + i * width,
                    low + (i + 1) * width,
                    m,
                    n,
                    m + n == 0 ? null : sum / (share + other),
                    both ? ratios[i] : null,
                    both ? intervals.get(i) : null));
        }
        return bins;
    }

    private static double[] binCounts(int[] ends) {
        double[] counts = new double[ends.length - 1];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = ends[i + 1] - ends[i];
        }
        return counts;
    }

    private static double[] weightedCounts(
            ScoredComparisons all, ScoredTrials trials, int[] ends, Bootstrap.Weights drawn) {
        double[] sums = new double[ends.length - 1];
        for (int bin = 0; bin < sums.length; bin++) {
            // Trials fall and bins rise: places are counted from the end.
            for (int i = trials.size() - ends[bin + 1]; i < trials.size() - ends[bin]; i++) {
                sums[bin] += drawn.ofComparison(all.members(), trials.origin(i), false);
            }
        }
        return sums;
    }

    /** log10 of the share of the first over the share of the second; NaN where one is 0. */
    private static double[] logRatios(double[] mated, double[] nonMated) {
        double allMated = sum(mated);
        double allNonMated = sum(nonMated);
        double[] ratios = new double[mated.length];
        for (int i = 0; i < ratios.length; i++) {
            boolean both = mated[i] > 0 && nonMated[i] > 0;
            ratios[i] = both ? Math.log10(mated[i] / allMated / (nonMated[i] / allNonMated)) : Double.NaN;
        }
        return ratios;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    /** Where bins end among the trials, counted from the lowest score. */
    private record Edges(ScoredTrials trials, DoubleUnaryOperator log10LikelihoodRatio) {

        double lowestRatio() {
            return ratioAt(trials.size() - 1);
        }

        double highestRatio() {
            return ratioAt(0);
        }

        int[] binEnds(double low, double width, int bins) {
            int[] ends = new int[bins + 1];
            int bin = 0;
            for (int i = 0; i < trials.size(); i++) {
                int own = Math.min(bins - 1, (int) Math.floor((ratioAt(trials.size() - 1 - i) - low) / width));
                while (bin < own) {
                    ends[++bin] = i;
                }
            }
            while (bin < bins) {
                ends[++bin] = trials.size();
            }
            return ends;
        }

        double sumRatios(int[] ends, int bin) {
            double sum = 0;
            for (int i = ends[bin]; i < ends[bin + 1]; i++) {
                sum += ratioAt(trials.size() - 1 - i);
            }
            return sum;
        }

        private double ratioAt(int index) {
            return log10LikelihoodRatio.applyAsDouble(trials.score(index));
        }
    }
}
