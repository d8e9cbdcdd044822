package io.siamese.trainer.trials;

import java.util.Arrays;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;

/** Keeps scores by falling value, each with the {@link ComparedImages images compared}. Takes 12 bytes a score. Immutable but for its builder. */
public final class ScoredTrials {

    private final float[] scores;
    private final long[] origins;

    private ScoredTrials(float[] scores, long[] origins) {
        this.scores = scores;
        this.origins = origins;
    }

    /** @param scores in any order; @param origins one of each */
    public static ScoredTrials sortedByScore(float[] scores, long[] origins) {
        long[] order = new long[scores.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = (long) ~ordered(scores[i]) << 32 | i;
        }
        Arrays.sort(order);
        float[] sorted = new float[order.length];
        long[] from = new long[order.length];
        for (int i = 0; i < order.length; i++) {
            sorted[i] = scores[(int) order[i]];
            from[i] = origins[(int) order[i]];
        }
        return new ScoredTrials(sorted, from);
    }

    /** Bits of a float whose order as an int is that of the floats. */
    private static int ordered(float value) {
        int bits = Float.floatToIntBits(value + 0.0f);
        return bits ^ (bits >> 31 & 0x7fffffff);
    }

    public int size() {
        return scores.length;
    }

    public float score(int index) {
        return scores[index];
    }

    public long origin(int index) {
        return origins[index];
    }

    /** Of so many of the highest scores. */
    public long[] origins(int count) {
        return Arrays.copyOf(origins, count);
    }

    /** By falling value; not to be written to. */
    public float[] scores() {
        return scores;
    }

    /** How many are at or above the threshold. */
    public int countAtOrAbove(float threshold) {
        int low = 0;
        int high = scores.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (scores[middle] >= threshold) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Where, counted from the highest score, the n-th different pair of classes comes up. */
    public OptionalInt placeOfPair(int n) {
        Set<Long> pairs = new HashSet<>();
        for (int i = 0; i < scores.length; i++) {
            if (pairs.add(ComparedImages.classPair(origins[i])) && pairs.size() == n) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /** Different pairs of classes, whichever is the probe, at or above the threshold; counting ends at {@code enough}. */
    public int pairsAtOrAbove(float threshold, int enough) {
        Set<Long> pairs = new HashSet<>();
        for (int i = 0; i < scores.length && scores[i] >= threshold && pairs.size() < enough; i++) {
            pairs.add(ComparedImages.classPair(origins[i]));
        }
        return pairs.size();
    }

    public static final class Builder {

        private float[] scores = new float[4096];
        private long[] origins = new long[4096];
        private int size;

        public void add(long origin, float score) {
            if (size == scores.length) {
                scores = Arrays.copyOf(scores, 2 * size);
                origins = Arrays.copyOf(origins, 2 * size);
            }
            scores[size] = score;
            origins[size++] = origin;
        }

        /** Sorts; the builder can go on. */
        public ScoredTrials build() {
            return sortedByScore(Arrays.copyOf(scores, size), Arrays.copyOf(origins, size));
        }
    }
}
