package io.siamese.trainer.rates;

import io.siamese.trainer.trials.ClassIndex;
import io.siamese.trainer.trials.ComparedImages;
import java.util.Arrays;

/**
 * Computes an error rate in which every class and drawer counts as often as it was drawn. A comparison occurs as often as both of its
 * classes and its drawer; a search as often as its stranger's class and drawer, and its error as often as the candidate's
 * class too, which is 1 on average.
 */
final class RedrawnErrorRate {

    private final StrangerTrials.Kind kind;
    private final ClassIndex members;
    private final Counts errors;
    private final Counts images;

    /** @param images trials by probe image */
    RedrawnErrorRate(StrangerTrials.Kind kind, ClassIndex members, Counts errors, Counts images) {
        this.kind = kind;
        this.members = members;
        this.errors = errors;
        this.images = images;
    }

    /** Different values, and how often each occurs. */
    record Counts(long[] values, int[] times) {

        /** @param values sorted here */
        static Counts fromValues(long[] values) {
            Arrays.sort(values);
            long[] different = new long[values.length];
            int[] times = new int[values.length];
            int last = -1;
            for (long value : values) {
                if (last < 0 || different[last] != value) {
                    different[++last] = value;
                }
                times[last]++;
            }
            return new Counts(Arrays.copyOf(different, last + 1), Arrays.copyOf(times, last + 1));
        }
    }

    /** Mean over the groups that were drawn at all. */
    double computeRate(Bootstrap.Weights drawn) {
        double[] wrong = new double[members.groupCount()];
        double[] all = new double[members.groupCount()];
        for (int i = 0; i < errors.values().length; i++) {
            long error = errors.values()[i];
            int probe = ComparedImages.probeClass(error);
            double weight = probeWeight(drawn, probe, ComparedImages.probeDrawer(error))
                    * drawn.ofClass(ComparedImages.referenceClass(error));
            wrong[members.groupOf(probe)] += weight * errors.times()[i];
        }
        double[] others = otherClassWeights(drawn);
        for (int i = 0; i < images.values().length; i++) {
            long image = images.values()[i];
            int probe = ComparedImages.imageClass(image);
            double weight = probeWeight(drawn, probe, ComparedImages.imageDrawer(image)) * others[probe];
            all[members.groupOf(probe)] += weight * images.times()[i];
        }
        double sum = 0;
        int groups = 0;
        for (int group = 0; group < all.length; group++) {
            if (all[group] > 0) {
                sum += Math.min(1, wrong[group] / all[group]);
                groups++;
            }
        }
        return groups == 0 ? 0 : sum / groups;
    }

    private double probeWeight(Bootstrap.Weights drawn, int probe, int image) {
        return drawn.ofClass(probe) * drawn.ofDrawer(members.drawerOf(probe, image));
    }

    /** Of a comparison: how often the other classes of the group were drawn, mean over them. */
    private double[] otherClassWeights(Bootstrap.Weights drawn) {
        double[] others = new double[members.classCount()];
        Arrays.fill(others, 1);
        if (kind == StrangerTrials.Kind.COMPARISON) {
            for (var group : members.byGroup()) {
                double sum = group.stream().mapToDouble(drawn::ofClass).sum();
                group.forEach(each -> others[each] = (sum - drawn.ofClass(each)) / Math.max(1, group.size() - 1));
            }
        }
        return others;
    }
}
