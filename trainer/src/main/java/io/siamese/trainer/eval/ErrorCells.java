package io.siamese.trainer.eval;

import java.util.Arrays;

/** Comparisons counted by probe class, reference class and drawer: what falls together when those are drawn again. */
final class ErrorCells {

    private static final int BITS = 21;
    private static final long MASK = (1L << BITS) - 1;

    private final long[] cells;
    private final int[] comparisons;
    private final int[] errors;

    private ErrorCells(long[] cells, int[] comparisons, int[] errors) {
        this.cells = cells;
        this.comparisons = comparisons;
        this.errors = errors;
    }

    /** Classes below 2^21, drawers below 2^20. */
    static long key(int probe, int reference, int drawer, boolean error) {
        return (long) probe << 2 * BITS | (long) reference << BITS | (long) drawer << 1 | (error ? 1 : 0);
    }

    /** @param keys one of each comparison; sorted here */
    static ErrorCells of(long[] keys) {
        Arrays.sort(keys);
        long[] cells = new long[keys.length];
        int[] comparisons = new int[keys.length];
        int[] errors = new int[keys.length];
        int last = -1;
        for (long key : keys) {
            if (last < 0 || cells[last] != key >> 1) {
                cells[++last] = key >> 1;
            }
            comparisons[last]++;
            errors[last] += (int) (key & 1);
        }
        return new ErrorCells(
                Arrays.copyOf(cells, last + 1), Arrays.copyOf(comparisons, last + 1), Arrays.copyOf(errors, last + 1));
    }

    /** Share of errors with every cell weighed by its classes and its drawer; 0 if nothing was drawn. */
    double rate(Bootstrap.Weights weights) {
        double wrong = 0;
        double all = 0;
        for (int i = 0; i < cells.length; i++) {
            int probe = (int) (cells[i] >> 2 * BITS - 1);
            int reference = (int) (cells[i] >> BITS - 1 & MASK);
            int drawer = (int) (cells[i] & MASK >> 1);
            double weight = weights.of(probe) * weights.of(reference) * weights.ofDrawer(drawer);
            all += weight * comparisons[i];
            wrong += weight * errors[i];
        }
        return all == 0 ? 0 : wrong / all;
    }
}
