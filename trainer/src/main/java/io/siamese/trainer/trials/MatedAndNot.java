package io.siamese.trainer.trials;

import io.siamese.encoder.score.FusedScore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The comparisons of one way to compare, apart by their truth.
 *
 * @param wholeGallery whether each non-mated score is the best of a gallery
 */
public record MatedAndNot(Trials mated, Trials nonMated, Members members, boolean wholeGallery) {

    /**
     * Every pair of images within each group, one exemplar against one probe: no sampling, all drawers.
     */
    public static MatedAndNot pairs(List<EmbeddedClass> classes) {
        Trials.Builder mated = new Trials.Builder();
        Trials.Builder nonMated = new Trials.Builder();
        for (List<Indexed> group : Indexed.byGroup(classes)) {
            for (int i = 0; i < group.size(); i++) {
                own(group.get(i), mated);
                for (Indexed other : group.subList(0, i)) {
                    across(group.get(i), other, nonMated);
                }
            }
        }
        return new MatedAndNot(mated.build(), nonMated.build(), new Members(classes), false);
    }

    private static void own(Indexed own, Trials.Builder mated) {
        for (int i = 0; i < own.subject().images(); i++) {
            for (int j = 0; j < i; j++) {
                mated.add(Origin.of(own.index(), i, own.index(), j), own.score(i, own, j));
            }
        }
    }

    private static void across(Indexed one, Indexed other, Trials.Builder nonMated) {
        for (int i = 0; i < one.subject().images(); i++) {
            for (int j = 0; j < other.subject().images(); j++) {
                nonMated.add(Origin.of(one.index(), i, other.index(), j), one.score(i, other, j));
            }
        }
    }

    /** Trials of several exemplars, fused from both scores. */
    public static MatedAndNot of(PairTrials trials, FusedScore fusion) {
        return new MatedAndNot(trials.mated().fused(fusion), trials.nonMated().fused(fusion), trials.members(), false);
    }

    public boolean possible() {
        return mated.size() > 0 && nonMated.size() > 0;
    }

    /** What lies within one group. */
    public MatedAndNot within(List<EmbeddedClass> classes, String group) {
        return new MatedAndNot(only(mated, classes, group), only(nonMated, classes, group), members, wholeGallery);
    }

    private static Trials only(Trials trials, List<EmbeddedClass> classes, String group) {
        Trials.Builder kept = new Trials.Builder();
        for (int i = 0; i < trials.size(); i++) {
            if (classes.get(Origin.probe(trials.origin(i))).group().equals(group)) {
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
