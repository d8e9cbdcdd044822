package io.siamese.trainer.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Open-set 1:N trials: searches by subjects who are not enrolled, in galleries drawn anew each round. A gallery is filled
 * with the probes' own group first, the hard case, of which a quarter stays out to be the probes; where the group is too
 * small for it, classes of other groups fill it up. Each comparison holds the best candidate of one search.
 *
 * @param subjects enrolled, one exemplar each
 * @param rounds galleries for each group
 */
record SearchTrials(int subjects, int rounds, long seed) {

    private record Enrolled(int index, float[] template) {}

    /** Empty where there are not enough classes for a gallery of this size and probes beside it. */
    Comparisons run(List<EmbeddedClass> classes) {
        SplittableRandom random = new SplittableRandom(seed);
        Comparisons searches = new Comparisons();
        for (List<EmbeddedClass> group : EmbeddedClass.byGroup(classes).values()) {
            for (int round = 0; round < rounds; round++) {
                round(classes, group, random, searches);
            }
        }
        return searches;
    }

    static boolean possible(List<EmbeddedClass> classes, int subjects) {
        return EmbeddedClass.byGroup(classes).values().stream()
                .allMatch(group -> classes.size() - outside(group) >= subjects && group.size() > outside(group));
    }

    private static int outside(List<EmbeddedClass> group) {
        return Math.max(1, group.size() / 4);
    }

    private void round(
            List<EmbeddedClass> classes, List<EmbeddedClass> group, SplittableRandom random, Comparisons searches) {
        List<EmbeddedClass> own = shuffled(group, random);
        int probes = outside(group);
        List<EmbeddedClass> candidates = new ArrayList<>(own.subList(probes, own.size()));
        candidates.addAll(
                shuffled(classes.stream().filter(each -> !group.contains(each)).toList(), random));
        List<Enrolled> gallery = candidates.subList(0, subjects).stream()
                .map(each -> new Enrolled(classes.indexOf(each), each.byDrawer()[random.nextInt(each.drawers())]))
                .toList();
        own.subList(0, probes).forEach(each -> search(classes.indexOf(each), each, gallery, searches));
    }

    private static void search(int index, EmbeddedClass stranger, List<Enrolled> gallery, Comparisons searches) {
        for (int drawer = 0; drawer < stranger.drawers(); drawer++) {
            int best = -1;
            float score = Float.NEGATIVE_INFINITY;
            for (Enrolled each : gallery) {
                float similarity = stranger.scorer().score(stranger.byDrawer()[drawer], each.template());
                if (similarity > score) {
                    score = similarity;
                    best = each.index();
                }
            }
            searches.add(index, best, drawer, score);
        }
    }

    private static List<EmbeddedClass> shuffled(List<EmbeddedClass> classes, SplittableRandom random) {
        List<EmbeddedClass> left = new ArrayList<>(classes);
        List<EmbeddedClass> shuffled = new ArrayList<>();
        while (!left.isEmpty()) {
            shuffled.add(left.remove(random.nextInt(left.size())));
        }
        return shuffled;
    }
}
