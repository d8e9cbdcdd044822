package io.siamese.trainer.trials;

import io.siamese.encoder.score.FusedScore;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * 1:1 trials within each group, scored by the best exemplar and by the mean template at once: every round draws some exemplars
 * of every class anew, and compares each of the other images with every class of its group. Where that would be more than
 * {@value #MOST} comparisons, there are fewer rounds, and then each image is compared with its own class and some of the
 * others, drawn anew.
 */
public final class PairTrials {

    private static final int ROUNDS = 10;
    private static final int MOST = 2_000_000;

    private final ClassIndex members;
    private final int exemplars;
    private final TrialSimilarities mated;
    private final TrialSimilarities nonMated;

    /** @param exemplars of each subject; classes with no image left over take no part */
    public PairTrials(ClassIndex members, int exemplars, long seed) {
        this.members = members;
        this.exemplars = exemplars;
        mated = new TrialSimilarities(exemplars);
        nonMated = new TrialSimilarities(exemplars);
        SplittableRandom random = new SplittableRandom(seed);
        long each = members.byGroup().stream().mapToLong(this::comparisons).sum();
        int rounds = (int) Math.max(1, Math.min(ROUNDS, MOST / Math.max(1, each)));
        double share = Math.min(1, (double) MOST / Math.max(1, each));
        for (List<Integer> group : members.byGroup()) {
            for (int round = 0; round < rounds; round++) {
                compare(enrolClasses(group, random), share, random);
            }
        }
    }

    private long comparisons(List<Integer> group) {
        return group.stream().mapToLong(each -> members.get(each).imageCount()).sum() * group.size();
    }

    private List<EnrolledClass> enrolClasses(List<Integer> group, SplittableRandom random) {
        List<EnrolledClass> enrolled = new ArrayList<>();
        for (int index : group) {
            if (members.get(index).imageCount() > exemplars) {
                enrolled.add(EnrolledClass.drawExemplars(index, members.get(index), exemplars, random));
            }
        }
        return enrolled;
    }

    private void compare(List<EnrolledClass> enrolled, double share, SplittableRandom random) {
        for (EnrolledClass own : enrolled) {
            for (int drawer : own.probes()) {
                float[] probe = own.subject().probes()[drawer];
                for (EnrolledClass other : enrolled) {
                    if (other == own || share == 1 || random.nextDouble() < share) {
                        (other == own ? mated : nonMated)
                                .add(
                                        ComparedImages.pack(own.index(), drawer, other.index()),
                                        other.templates().bestSimilarity(probe),
                                        other.templates().meanSimilarity(probe));
                    }
                }
            }
        }
    }

    public boolean possible() {
        return mated.size() > 0 && nonMated.size() > 0;
    }

    public ClassIndex members() {
        return members;
    }

    public TrialSimilarities mated() {
        return mated;
    }

    public TrialSimilarities nonMated() {
        return nonMated;
    }

    /** Share of the mated comparisons below the threshold, mean over the groups. */
    public double fnmr(FusedScore fusion, float threshold) {
        double[] below = new double[members.groupCount()];
        double[] all = new double[members.groupCount()];
        for (int i = 0; i < mated.size(); i++) {
            int group = members.groupOf(ComparedImages.probeClass(mated.origin(i)));
            all[group]++;
            below[group] += mated.score(i, fusion) < threshold ? 1 : 0;
        }
        double sum = 0;
        int groups = 0;
        for (int group = 0; group < all.length; group++) {
            sum += all[group] == 0 ? 0 : below[group] / all[group];
            groups += all[group] == 0 ? 0 : 1;
        }
        return sum / groups;
    }
}
