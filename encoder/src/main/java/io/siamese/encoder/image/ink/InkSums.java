package io.siamese.encoder.image.ink;

/**
 * Σ m, Σ m x, Σ m y and Σ m (x² + y²) of an ink mass.
 *
 * <p>Blurring by [1 2 1]ᵀ[1 2 1], all of it inside the frame, is known without blurring: the kernel's sum is 16, it is
 * symmetric, and its variance is ½ a direction, so Σ m becomes 16 Σ m, the first moments grow alike, and
 * Σ m ‖p‖² becomes 16 (Σ m ‖p‖² + Σ m). Integers, so that nothing is rounded.
 */
record InkSums(long sum, long sumX, long sumY, long sumSquares) {
    /** Sums over columns, rows counted on the way. */
    static InkSums fromColumns(int[] columns, long sumY, long sumYSquares) {
        long sum = 0;
        long sumX = 0;
        long sumXSquares = 0;
        for (int x = 0; x < columns.length; x++) {
            long m = columns[x];
            sum += m;
            sumX += m * x;
            sumXSquares += m * x * x;
        }
        return new InkSums(sum, sumX, sumY, sumXSquares + sumYSquares);
    }

    InkSums blurred(int passes) {
        InkSums sums = this;
        for (int pass = 0; pass < passes; pass++) {
            sums = new InkSums(16 * sums.sum, 16 * sums.sumX, 16 * sums.sumY, 16 * (sums.sumSquares + sums.sum));
        }
        return sums;
    }

    /** The same mass, that far from the corner. */
    InkSums shifted(int frame) {
        return new InkSums(
                sum,
                sumX + frame * sum,
                sumY + frame * sum,
                sumSquares + 2L * frame * (sumX + sumY) + 2L * frame * frame * sum);
    }

    InkSums multipliedBy(int weight) {
        return new InkSums(weight * sum, weight * sumX, weight * sumY, weight * sumSquares);
    }
}
