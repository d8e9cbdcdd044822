package io.siamese.trainer.trials;

import io.siamese.encoder.score.FusedScore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds mated and non-mated trials that were scored in the same way.
 *
 * @param wholeGallery whether each non-mated score is the best of a gallery
 */
public record ScoredComparisons(ScoredTrials mated, ScoredTrials nonMated, ClassIndex members, boolean wholeGallery) {

    /**
     * Every pair of images within each group, one exemplar against one probe: no sampling, all drawers.
     */
    public static ScoredComparisons allPairs(List<EmbeddedClass> classes) {
        ScoredTrials.Builder mated = new ScoredTrials.Builder();
        ScoredTrials.Builder nonMated = new ScoredTrials.Builder();
        for (List<Indexed> group : Indexed.byGroup(classes)) {
            for (int i = 0; i < group.size(); i++) {
                addMated(group.get(i), mated);
                for (Indexed other : group.subList(0, i)) {
                    addNonMated(group.get(i), other, nonMated);
                }
            }
        }
        return new ScoredComparisons(mated.build(), nonMated.build(), new ClassIndex(classes), false);
    }

    private static void addMated(Indexed own, ScoredTrials.Builder mated) {
        for (int i = 0; i < own.subject().imageCount(); i++) {
            for (int j = 0; j < i; j++) {
                mated.add(ComparedImages.pack(own.index(), i, own.index(), j), own.score(i, own, j));
            }
        }
    }

    private static void addNonMated(Indexed one, Indexed other, ScoredTrials.Builder nonMated) {
        for (int i = 0; i < one.subject().imageCount(); i++) {
            for (int j = 0; j < other.subject().imageCount(); j++) {
                nonMated.add(ComparedImages.pack(one.index(), i, other.index(), j), one.score(i, other, j));
            }
        }
    }

    /** Trials of several exemplars, fused from both scores. */
    public static ScoredComparisons fromPairTrials(PairTrials trials, FusedScore fusion) {
        return new ScoredComparisons(
                trials.mated().fuseScores(fusion), trials.nonMated().fuseScores(fusion), trials.members(), false);
    }

    public boolean possible() {
        return mated.size() > 0 && nonMated.size() > 0;
    }

    /** What lies within one group. */
    public ScoredComparisons withinGroup(List<EmbeddedClass> classes, String group) {
        return new ScoredComparisons(
                onlyGroup(mated, classes, group), onlyGroup(nonMated, classes, group), members, wholeGallery);
    }

    private static ScoredTrials onlyGroup(ScoredTrials trials, List<EmbeddedClass> classes, String group) {
        ScoredTrials.Builder kept = new ScoredTrials.Builder();
        for (int i = 0; i < trials.size(); i++) {
            if (classes.get(ComparedImages.probeClass(trials.origin(i))).group().equals(group)) {
                kept.add(trials.origin(i), trials.score(i));
            }
        }
        return kept.build();
    }

    /** @param index place in the list of all classes */
    record Indexed(int index, EmbeddedClass subject) {

        static List<List<Indexed>> byGroup(List<EmbeddedClass> classes) {
            Map<String, List<Indexed>> groups = new LinkedHashMap<>();
            for (int i = 0; i < classes.size(); i++) {
                groups.computeIfAbsent(classes.get(i).group(), any -> new ArrayList<>())
                        .add(new Indexed(i, classes.get(i)));
            }
            return List.copyOf(groups.values());
        }

        float score(int drawer, Indexed other, int otherDrawer) {
            return subject.similarity(drawer, other.subject(), otherDrawer);
        }
    }
}
