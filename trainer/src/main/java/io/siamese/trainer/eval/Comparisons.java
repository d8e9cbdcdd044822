package io.siamese.trainer.eval;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Scored comparisons with their origin, so that errors can be counted by class and drawer: probes of the same class and
 * drawer do not err independently.
 */
final class Comparisons {

    private float[] scores = new float[4096];
    private int[] probes = new int[4096];
    private int[] references = new int[4096];
    private int[] drawers = new int[4096];
    private int size;

    /** @param probe class of the probe; @param reference class it is compared with; equal if mated */
    void add(int probe, int reference, int drawer, float score) {
        if (size == scores.length) {
            scores = Arrays.copyOf(scores, 2 * size);
            probes = Arrays.copyOf(probes, 2 * size);
            references = Arrays.copyOf(references, 2 * size);
            drawers = Arrays.copyOf(drawers, 2 * size);
        }
        scores[size] = score;
        probes[size] = probe;
        references[size] = reference;
        drawers[size++] = drawer;
    }

    /** One comparison, as it was added. */
    interface Visitor {
        void comparison(int probe, int reference, int drawer, float score);
    }

    void forEach(Visitor visitor) {
        for (int i = 0; i < size; i++) {
            visitor.comparison(probes[i], references[i], drawers[i], scores[i]);
        }
    }

    ScoreSet scores() {
        Floats mated = new Floats();
        Floats nonMated = new Floats();
        for (int i = 0; i < size; i++) {
            (probes[i] == references[i] ? mated : nonMated).add(scores[i]);
        }
        return new ScoreSet(mated.toArray(), nonMated.toArray());
    }

    /** The lowest threshold that no more than this share of the non-mated comparisons reaches. */
    float thresholdAtRate(double rate) {
        float[] sorted = new float[size];
        int nonMated = 0;
        for (int i = 0; i < size; i++) {
            if (probes[i] != references[i]) {
                sorted[nonMated++] = scores[i];
            }
        }
        Arrays.sort(sorted, 0, nonMated);
        return Math.nextUp(sorted[nonMated - 1 - (int) Math.floor(rate * nonMated)]);
    }

    /** Distinct pairs of classes, in either direction, among the non-mated comparisons at or above the threshold. */
    int confusedPairs(float threshold) {
        Set<Long> pairs = new HashSet<>();
        for (int i = 0; i < size; i++) {
            if (probes[i] != references[i] && scores[i] >= threshold) {
                long low = Math.min(probes[i], references[i]);
                pairs.add(low << 32 | Math.max(probes[i], references[i]));
            }
        }
        return pairs.size();
    }

    /** The 95 % interval of the false match rate when classes and drawers are drawn again. */
    Interval falseMatchInterval(float threshold, int classes, int drawn, long seed) {
        ErrorCells cells = ErrorCells.of(nonMatedKeys(threshold));
        return new Bootstrap(classes, drawn, seed).interval(cells::rate);
    }

    private long[] nonMatedKeys(float threshold) {
        long[] keys = new long[size];
        int found = 0;
        for (int i = 0; i < size; i++) {
            if (probes[i] != references[i]) {
                keys[found++] = ErrorCells.key(probes[i], references[i], drawers[i], scores[i] >= threshold);
            }
        }
        return Arrays.copyOf(keys, found);
    }
}
