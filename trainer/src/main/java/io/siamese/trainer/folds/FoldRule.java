package io.siamese.trainer.folds;

import io.siamese.trainer.data.DataDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Deals groups to folds by the SHA-256 of their names, so that the same groups meet in every run. */
public final class FoldRule {

    private FoldRule() {}

    /**
     * The groups of each fold. No group is in two folds, and their numbers differ by one at most.
     *
     * @throws IllegalArgumentException if there are fewer than two folds, or fewer groups than folds
     */
    public static List<Set<String>> dealNames(Collection<String> groups, int count) {
        return dealNames(groups, count, (one, other) -> 0);
    }

    /** The same for any names, in the order that {@code first} gives before that of the SHA-256: what is dealt in turn. */
    static List<Set<String>> dealNames(Collection<String> groups, int count, Comparator<String> first) {
        List<String> dealt = new ArrayList<>(new TreeSet<>(groups));
        if (count < 2 || count > dealt.size()) {
            throw new IllegalArgumentException(
                    "--folds=" + count + ": from 2 to the number of groups, which is " + dealt.size());
        }
        dealt.sort(first.thenComparing(DataDigest::digest));
        List<Set<String>> folds = new ArrayList<>();
        for (int fold = 0; fold < count; fold++) {
            folds.add(new TreeSet<>());
        }
        for (int i = 0; i < dealt.size(); i++) {
            folds.get(i % count).add(dealt.get(i));
        }
        return folds;
    }
}
