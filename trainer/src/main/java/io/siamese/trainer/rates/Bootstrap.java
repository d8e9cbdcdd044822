package io.siamese.trainer.rates;

import io.siamese.trainer.trials.ClassIndex;
import io.siamese.trainer.trials.ComparedImages;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Draws classes and drawers again with replacement (Efron 1979, by cluster). Single comparisons are never drawn, because
 * comparisons that share a class or a hand fall together.
 */
final class Bootstrap {

    private static final int REPLICATES = 100;

    private final int classes;
    private final int drawers;
    private final SplittableRandom random;

    Bootstrap(ClassIndex members, long seed) {
        this.classes = members.classCount();
        this.drawers = members.drawerCount();
        this.random = new SplittableRandom(seed);
    }

    /** How often each class and each drawer was drawn. */
    record Weights(int[] classes, int[] drawers) {
        double ofClass(int index) {
            return classes[index];
        }

        double ofDrawer(int drawer) {
            return drawers[drawer];
        }

        /**
         * How often a comparison occurs among the drawn ones: the product of the times that its classes and drawers were
         * drawn, each class and drawer once. {@code wholeGallery}: the reference is the best of a gallery that is kept as
         * it is, so the probe alone counts.
         */
        double ofComparison(ClassIndex members, long origin, boolean wholeGallery) {
            int probe = ComparedImages.probeClass(origin);
            int reference = ComparedImages.referenceClass(origin);
            int hand = members.drawerOf(probe, ComparedImages.probeDrawer(origin));
            double weight = ofClass(probe) * ofDrawer(hand);
            if (wholeGallery || weight == 0) {
                return weight;
            }
            if (reference != probe) {
                weight *= ofClass(reference);
            }
            if (ComparedImages.referenceDrawer(origin) == ComparedImages.SEVERAL) {
                return weight;
            }
            int other = members.drawerOf(reference, ComparedImages.referenceDrawer(origin));
            return other == hand ? weight : weight * ofDrawer(other);
        }
    }

    BootstrapInterval interval(ToDoubleFunction<Weights> rate) {
        double[] replicates = new double[REPLICATES];
        for (int i = 0; i < REPLICATES; i++) {
            replicates[i] = rate.applyAsDouble(new Weights(drawCounts(classes), drawCounts(drawers)));
        }
        Arrays.sort(replicates);
        return new BootstrapInterval(replicates[(int) (0.025 * REPLICATES)], replicates[(int) (0.975 * REPLICATES)]);
    }

    /** One interval for each of several rates, from the same draws; a rate that is not a number in a draw is left out of it. */
    List<BootstrapInterval> intervals(Function<Weights, double[]> rates) {
        double[][] replicates = new double[REPLICATES][];
        for (int i = 0; i < REPLICATES; i++) {
            replicates[i] = rates.apply(new Weights(drawCounts(classes), drawCounts(drawers)));
        }
        return IntStream.range(0, replicates[0].length)
                .mapToObj(rate -> middleInterval(Arrays.stream(replicates)
                        .mapToDouble(each -> each[rate])
                        .filter(value -> !Double.isNaN(value))
                        .sorted()
                        .toArray()))
                .toList();
    }

    /** {@code [0, 1]}, that is no knowledge, where no draw gave a number. */
    private static BootstrapInterval middleInterval(double[] sorted) {
        return sorted.length == 0
                ? new BootstrapInterval(0, 1)
                : new BootstrapInterval(sorted[(int) (0.025 * sorted.length)], sorted[(int) (0.975 * sorted.length)]);
    }

    private int[] drawCounts(int n) {
        int[] counts = new int[n];
        for (int i = 0; i < n; i++) {
            counts[random.nextInt(n)]++;
        }
        return counts;
    }
}
