package io.siamese.trainer.eval;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Scores of trials by strangers, by falling value, and where they come from. Every group counts alike, however many of the
 * trials are its own: what is asked for is the rate in a group like these, and a pooled rate would be that of the largest,
 * whose comparisons grow with the square of its classes.
 */
final class NonMatedTrials {

    /** What a probe is compared with. */
    enum Kind {
        /** One subject: FMR. */
        COMPARISON,
        /** A gallery, of which the best candidate counts: FPIR. */
        SEARCH
    }

    private final Kind kind;
    private final Members members;
    private final float[] scores;
    private final long[] origins;
    private final double[] trials;
    private final Redrawn.Counts images;

    private NonMatedTrials(Kind kind, Members members, float[] scores, long[] origins) {
        this.kind = kind;
        this.members = members;
        this.scores = scores;
        this.origins = origins;
        trials = new double[members.groups()];
        for (long origin : origins) {
            trials[members.group(Origin.probe(origin))]++;
        }
        images = Redrawn.Counts.of(Arrays.stream(origins).map(Origin::image).toArray());
    }

    /** @param origins by {@link Origin}, one of each score */
    static NonMatedTrials of(Kind kind, Members members, float[] scores, long[] origins) {
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
        return new NonMatedTrials(kind, members, sorted, from);
    }

    /** Bits of a float whose order as an int is that of the floats. */
    private static int ordered(float value) {
        int bits = Float.floatToIntBits(value + 0.0f);
        return bits ^ (bits >> 31 & 0x7fffffff);
    }

    int size() {
        return scores.length;
    }

    private int groupsWithTrials() {
        return (int) Arrays.stream(trials).filter(count -> count > 0).count();
    }

    /** The lowest threshold at which the mean over the groups is not above {@code rate}: next to a score, on the safe side. */
    float thresholdAt(double rate) {
        double[] share = shares();
        double reached = 0;
        for (int i = 0; i < scores.length; ) {
            int next = i;
            for (; next < scores.length && scores[next] == scores[i]; next++) {
                reached += share[members.group(Origin.probe(origins[next]))];
            }
            // Sums of a million shares are off by less than this, and never let one more trial through.
            if (reached > rate * (1 + 1e-9)) {
                return Math.nextUp(scores[i]);
            }
            i = next;
        }
        return scores[scores.length - 1];
    }

    /** What one trial of each group is worth. */
    private double[] shares() {
        return Arrays.stream(trials)
                .map(count -> count == 0 ? 0 : 1 / (count * groupsWithTrials()))
                .toArray();
    }

    /** Share at or above the threshold, mean over the groups. */
    double rate(float threshold) {
        return Arrays.stream(rates(threshold))
                .filter(rate -> !Double.isNaN(rate))
                .average()
                .orElse(0);
    }

    /** Of each group; not a number for one without trials. */
    double[] rates(float threshold) {
        double[] rates = new double[trials.length];
        for (int i = 0, end = reaching(threshold); i < end; i++) {
            rates[members.group(Origin.probe(origins[i]))]++;
        }
        for (int group = 0; group < rates.length; group++) {
            rates[group] /= trials[group];
        }
        return rates;
    }

    /**
     * How many errors come from different classes and hands: the number of different pairs of classes, or of different
     * probe images if that is less.
     */
    int support(float threshold) {
        Set<Long> pairs = new HashSet<>();
        Set<Long> images = new HashSet<>();
        for (int i = 0, end = reaching(threshold); i < end; i++) {
            pairs.add(Origin.pair(origins[i]));
            images.add(Origin.image(origins[i]));
        }
        return Math.min(pairs.size(), images.size());
    }

    /** The 95 % interval of the rate when classes and drawers are drawn again. */
    Interval interval(float threshold, long seed) {
        Redrawn.Counts errors = Redrawn.Counts.of(Arrays.copyOf(origins, reaching(threshold)));
        Redrawn redrawn = new Redrawn(kind, members, errors, images);
        return new Bootstrap(members.classes(), members.drawers(), seed).interval(redrawn::rate);
    }

    Members members() {
        return members;
    }

    Kind kind() {
        return kind;
    }

    private int reaching(float threshold) {
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
}
