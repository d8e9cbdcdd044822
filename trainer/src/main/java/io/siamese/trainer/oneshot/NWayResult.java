package io.siamese.trainer.oneshot;

import io.siamese.encoder.score.FusedScore;
import io.siamese.trainer.rates.WilsonInterval;
import io.siamese.trainer.trials.EmbeddedClass;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * N-way K-shot classification within a group (Lake, Salakhutdinov, Tenenbaum 2015, with K = 1 and N = 20): K drawers give K
 * exemplars of each of N classes, another gives one probe of each, and every probe is given the class whose exemplars,
 * fused, are most similar to it, by itself (inductive: nothing is known of the other probes). A tie with the right class is an
 * error.
 *
 * @param ways N; groups with fewer classes use all they have
 * @param trials probes
 */
public record NWayResult(int ways, int trials, int errors) {

    /** One shot. @param rounds choices of classes and drawers for each group */
    public static NWayResult measure(List<EmbeddedClass> classes, int ways, int rounds, long seed) {
        return measure(classes, ways, new ShotTrial(1, FusedScore.best()), rounds, seed);
    }

    /**
     * Classes without an image beside the K exemplars take no part.
     *
     * @throws IllegalArgumentException if that leaves none
     */
    public static NWayResult measure(List<EmbeddedClass> classes, int ways, ShotTrial shots, int rounds, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int trials = 0;
        int errors = 0;
        for (List<EmbeddedClass> group : EmbeddedClass.byGroup(classes).values()) {
            List<EmbeddedClass> able = group.stream()
                    .filter(each -> each.imageCount() > shots.exemplars())
                    .toList();
            for (int round = 0; round < rounds && !able.isEmpty(); round++) {
                List<EmbeddedClass> chosen = chooseClasses(able, ways, random);
                trials += chosen.size();
                errors += shots.countErrors(chosen, random);
            }
        }
        if (trials == 0) {
            throw new IllegalArgumentException(
                    "trials of " + shots.exemplars() + " exemplars: no class has more images than that");
        }
        return new NWayResult(ways, trials, errors);
    }

    private static List<EmbeddedClass> chooseClasses(List<EmbeddedClass> group, int ways, SplittableRandom random) {
        List<EmbeddedClass> left = new ArrayList<>(group);
        return IntStream.range(0, Math.min(ways, group.size()))
                .mapToObj(i -> left.remove(random.nextInt(left.size())))
                .toList();
    }

    public double errorRate() {
        return (double) errors / trials;
    }

    public WilsonInterval interval() {
        return WilsonInterval.interval(errors, trials);
    }
}
