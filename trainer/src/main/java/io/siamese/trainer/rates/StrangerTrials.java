package io.siamese.trainer.rates;

import io.siamese.encoder.score.FusedScore;
import io.siamese.trainer.trials.ClassIndex;
import io.siamese.trainer.trials.ComparedImages;
import io.siamese.trainer.trials.OpenSetTrials;
import io.siamese.trainer.trials.PairTrials;
import io.siamese.trainer.trials.ScoredTrials;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Counts false matches among trials by strangers, and finds thresholds by them. Every group counts alike, however many of
 * the trials are its own. A pooled rate would be that of the largest group, because comparisons grow with the square of its
 * classes.
 */
public final class StrangerTrials {

    /** What a probe is compared with. */
    public enum Kind {
        /** One subject: FMR. */
        COMPARISON,
        /** A gallery, of which the best candidate counts: FPIR. */
        SEARCH
    }

    private final Kind kind;
    private final ClassIndex members;
    private final ScoredTrials all;
    private final double[] trials;
    private final RedrawnErrorRate.Counts images;

    public StrangerTrials(Kind kind, ClassIndex members, ScoredTrials all) {
        this.kind = kind;
        this.members = members;
        this.all = all;
        trials = new double[members.groupCount()];
        long[] probes = new long[all.size()];
        for (int i = 0; i < probes.length; i++) {
            trials[groupOf(i)]++;
            probes[i] = ComparedImages.probeImage(all.origin(i));
        }
        images = RedrawnErrorRate.Counts.fromValues(probes);
    }

    /** Comparisons of the strangers among the trials, as they score by one fusion. */
    public static StrangerTrials comparisons(PairTrials trials, FusedScore fusion) {
        return new StrangerTrials(
                Kind.COMPARISON, trials.members(), trials.nonMated().fuseScores(fusion));
    }

    /** The best fused scores of all searches: {@code [fusion][gallery size]}. */
    public static List<List<StrangerTrials>> searches(
            OpenSetTrials trials, List<FusedScore> fusions, List<Integer> sizes) {
        return trials.run(fusions, sizes).stream()
                .map(ofFusion -> ofFusion.stream()
                        .map(best -> new StrangerTrials(Kind.SEARCH, trials.members(), best))
                        .toList())
                .toList();
    }

    private int groupOf(int index) {
        return members.groupOf(ComparedImages.probeClass(all.origin(index)));
    }

    int size() {
        return all.size();
    }

    private int groupsWithTrials() {
        return (int) Arrays.stream(trials).filter(count -> count > 0).count();
    }

    /** The lowest threshold at which the mean over the groups is not above {@code rate}: next to a score, on the safe side. */
    public float thresholdAt(double rate) {
        double[] share = trialShares();
        double reached = 0;
        for (int i = 0; i < all.size(); ) {
            int next = i;
            for (; next < all.size() && all.score(next) == all.score(i); next++) {
                reached += share[groupOf(next)];
            }
            // Sums of a million shares are off by less than this, and never let one more trial through.
            if (reached > rate * (1 + 1e-9)) {
                return Math.nextUp(all.score(i));
            }
            i = next;
        }
        return all.score(all.size() - 1);
    }

    /** What one trial of each group is worth. */
    private double[] trialShares() {
        return Arrays.stream(trials)
                .map(count -> count == 0 ? 0 : 1 / (count * groupsWithTrials()))
                .toArray();
    }

    /** Share at or above the threshold, mean over the groups. */
    public double meanRate(float threshold) {
        return Arrays.stream(groupRates(threshold))
                .filter(rate -> !Double.isNaN(rate))
                .average()
                .orElse(0);
    }

    /** Of each group; not a number for one without trials. */
    public double[] groupRates(float threshold) {
        double[] rates = new double[trials.length];
        for (int i = 0, end = all.countAtOrAbove(threshold); i < end; i++) {
            rates[groupOf(i)]++;
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
    public int support(float threshold) {
        Set<Long> pairs = new HashSet<>();
        Set<Long> images = new HashSet<>();
        for (int i = 0, end = all.countAtOrAbove(threshold); i < end; i++) {
            pairs.add(ComparedImages.classPair(all.origin(i)));
            images.add(ComparedImages.probeImage(all.origin(i)));
        }
        return Math.min(pairs.size(), images.size());
    }

    /** The 95 % interval of the rate when classes and drawers are drawn again. */
    public BootstrapInterval interval(float threshold, long seed) {
        RedrawnErrorRate.Counts errors = RedrawnErrorRate.Counts.fromValues(all.origins(all.countAtOrAbove(threshold)));
        RedrawnErrorRate redrawn = new RedrawnErrorRate(kind, members, errors, images);
        return new Bootstrap(members, seed).interval(redrawn::computeRate);
    }

    public ClassIndex members() {
        return members;
    }

    public Kind kind() {
        return kind;
    }
}
