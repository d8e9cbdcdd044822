package io.siamese.trainer.calibration;

import io.siamese.encoder.drift.KolmogorovSmirnov;
import java.util.List;

/**
 * Holds how often a measure fell into each bin in one group.
 *
 * @param counts images by bin
 * @param classes of the group, which bound how many of its images are independent
 */
record GroupSample(double[] counts, int classes) {

    static GroupSample sum(List<GroupSample> samples) {
        double[] counts = new double[samples.get(0).counts().length];
        int classes = 0;
        for (GroupSample sample : samples) {
            for (int i = 0; i < counts.length; i++) {
                counts[i] += sample.counts()[i];
            }
            classes += sample.classes();
        }
        return new GroupSample(counts, classes);
    }

    /** The largest distance of a group from all others together that chance does not explain; 0 with a single group. */
    static double tolerance(List<GroupSample> samples) {
        double largest = 0;
        GroupSample all = sum(samples);
        for (GroupSample group : samples) {
            GroupSample others = all.without(group);
            if (others.classes() > 0 && group.totalCount() > 0 && others.totalCount() > 0) {
                double distance = Math.abs(KolmogorovSmirnov.shift(group.counts(), others.counts()));
                largest = Math.max(largest, distance - KolmogorovSmirnov.noise(group.classes(), others.classes()));
            }
        }
        return largest;
    }

    private GroupSample without(GroupSample group) {
        double[] left = counts.clone();
        for (int i = 0; i < left.length; i++) {
            left[i] -= group.counts()[i];
        }
        return new GroupSample(left, classes - group.classes());
    }

    private double totalCount() {
        double total = 0;
        for (double count : counts) {
            total += count;
        }
        return total;
    }
}
