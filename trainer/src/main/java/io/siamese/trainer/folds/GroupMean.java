package io.siamese.trainer.folds;

import io.siamese.trainer.rates.BootstrapInterval;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Averages a figure over groups, each of the same weight.
 *
 * @param interval 95 %: the middle of the means of groups that were drawn again with replacement
 */
public record GroupMean(double mean, BootstrapInterval interval) {

    private static final int REPLICATES = 4000;
    private static final double TAIL = 0.025;

    /** The mean of the values. */
    public static GroupMean estimate(double[] values, long seed) {
        return bootstrapMean(values.length, seed, chosen -> meanOf(values, chosen));
    }

    /**
     * The share by which the mean of one list is below that of another, of the same groups in the same order: 0.3 is 30 %
     * less.
     */
    public static GroupMean reduction(double[] before, double[] after, long seed) {
        if (before.length != after.length) {
            throw new IllegalArgumentException(
                    "groups: " + before.length + " before and " + after.length + " after, they must be the same");
        }
        return bootstrapMean(before.length, seed, chosen -> 1 - meanOf(after, chosen) / meanOf(before, chosen));
    }

    private static GroupMean bootstrapMean(int groups, long seed, ToDoubleFunction<int[]> figure) {
        if (groups == 0) {
            throw new IllegalArgumentException("groups: at least 1 is needed for a mean");
        }
        SplittableRandom random = new SplittableRandom(seed);
        double[] means = new double[REPLICATES];
        for (int i = 0; i < REPLICATES; i++) {
            means[i] = figure.applyAsDouble(random.ints(groups, 0, groups).toArray());
        }
        Arrays.sort(means);
        int tail = (int) (TAIL * REPLICATES);
        int[] all = IntStream.range(0, groups).toArray();
        return new GroupMean(
                figure.applyAsDouble(all), new BootstrapInterval(means[tail], means[REPLICATES - 1 - tail]));
    }

    private static double meanOf(double[] values, int[] chosen) {
        return Arrays.stream(chosen)
                .mapToDouble(group -> values[group])
                .average()
                .orElseThrow();
    }
}
