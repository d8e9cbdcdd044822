package io.siamese.trainer.trials;

import io.siamese.trainer.trials.ScoredComparisons.Indexed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Open-set 1:N trials in galleries drawn anew each round. A gallery is filled with a group's own classes first, the hard case,
 * of which a quarter stays out; where the group is too small for it, classes of other groups fill it up. Those that
 * stayed out are searched for with all their images, and so are the enrolled ones of the group with all but the enrolled image.
 *
 * @param subjects enrolled, one exemplar each
 * @param rounds galleries for each group
 */
public record IdentificationTrials(int subjects, int rounds, long seed) {

    /** A miss at any threshold: another subject came first. */
    private static final float MISSED = Float.NEGATIVE_INFINITY;

    private record Enrolled(Indexed who, int drawer) {}

    /** The most subjects that can be enrolled with every group in turn as the searched one; 0 if there are no probes. */
    public static int mostSubjects(List<EmbeddedClass> classes) {
        int most = classes.size();
        for (List<Indexed> group : Indexed.byGroup(classes)) {
            most = Math.min(most, group.size() < 2 ? 0 : classes.size() - outside(group));
        }
        return most;
    }

    /** A search by each image of each enrolled class of the group, and of each that stayed out. */
    public static long comparisons(List<EmbeddedClass> classes, int subjects) {
        long images = classes.stream().mapToLong(EmbeddedClass::imageCount).sum();
        return images * subjects;
    }

    /** Mated: the score of the right subject if it came first, alone; non-mated: the best of the gallery. */
    public ScoredComparisons run(List<EmbeddedClass> classes) {
        SplittableRandom random = new SplittableRandom(seed);
        ScoredTrials.Builder mated = new ScoredTrials.Builder();
        ScoredTrials.Builder nonMated = new ScoredTrials.Builder();
        List<List<Indexed>> groups = Indexed.byGroup(classes);
        for (List<Indexed> group : groups) {
            List<Indexed> others = groups.stream()
                    .filter(each -> each != group)
                    .flatMap(List::stream)
                    .toList();
            for (int round = 0; round < rounds; round++) {
                runRound(group, others, random, mated, nonMated);
            }
        }
        return new ScoredComparisons(mated.build(), nonMated.build(), new ClassIndex(classes), true);
    }

    private static int outside(List<Indexed> group) {
        return Math.max(1, group.size() / 4);
    }

    private void runRound(
            List<Indexed> group,
            List<Indexed> others,
            SplittableRandom random,
            ScoredTrials.Builder mated,
            ScoredTrials.Builder nonMated) {
        List<Indexed> own = new ArrayList<>(group);
        shuffle(own, own.size(), random);
        int out = outside(group);
        List<Indexed> chosen = new ArrayList<>(own.subList(out, Math.min(own.size(), out + subjects)));
        List<Indexed> fill = new ArrayList<>(others);
        int wanted = subjects - chosen.size();
        shuffle(fill, wanted, random);
        chosen.addAll(fill.subList(0, wanted));
        List<Enrolled> gallery = chosen.stream()
                .map(each -> new Enrolled(each, random.nextInt(each.subject().imageCount())))
                .toList();
        Set<Indexed> strangers = new HashSet<>(own.subList(0, out));
        strangers.forEach(each -> searchStranger(each, gallery, nonMated));
        int enrolledOwn = Math.min(subjects, own.size() - out);
        gallery.subList(0, enrolledOwn).forEach(each -> searchEnrolled(each, gallery, mated));
    }

    private static void searchStranger(Indexed stranger, List<Enrolled> gallery, ScoredTrials.Builder nonMated) {
        for (int drawer = 0; drawer < stranger.subject().imageCount(); drawer++) {
            float best = Float.NEGATIVE_INFINITY;
            int candidate = gallery.get(0).who().index();
            for (Enrolled each : gallery) {
                float score = stranger.score(drawer, each.who(), each.drawer());
                if (score > best) {
                    best = score;
                    candidate = each.who().index();
                }
            }
            nonMated.add(ComparedImages.pack(stranger.index(), drawer, candidate), best);
        }
    }

    private static void searchEnrolled(Enrolled own, List<Enrolled> gallery, ScoredTrials.Builder mated) {
        Indexed who = own.who();
        for (int drawer = 0; drawer < who.subject().imageCount(); drawer++) {
            if (drawer != own.drawer()) {
                float score = who.score(drawer, who, own.drawer());
                int probe = drawer;
                boolean beaten = gallery.stream()
                        .anyMatch(each -> each != own && who.score(probe, each.who(), each.drawer()) >= score);
                mated.add(ComparedImages.pack(who.index(), drawer, who.index()), beaten ? MISSED : score);
            }
        }
    }

    /** The first {@code wanted} become a random choice (Durstenfeld 1964). */
    private static void shuffle(List<Indexed> list, int wanted, SplittableRandom random) {
        for (int i = 0; i < Math.min(wanted, list.size() - 1); i++) {
            Collections.swap(list, i, i + random.nextInt(list.size() - i));
        }
    }
}
