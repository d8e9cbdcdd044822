package io.siamese.trainer.eval;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * N-way one-shot classification within a group: one drawer gives one exemplar of each of N classes, another gives one
 * probe of each, and every probe is given the class of its most similar exemplar, by itself (inductive). A tie with the
 * right class is an error.
 *
 * @param ways N; groups with fewer classes use all they have
 * @param trials probes
 */
public record NWayResult(int ways, int trials, int errors) {

    /** @param rounds choices of classes and drawers for each group */
    public static NWayResult measure(List<EmbeddedClass> classes, int ways, int rounds, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int trials = 0;
        int errors = 0;
        for (List<EmbeddedClass> group : EmbeddedClass.byGroup(classes).values()) {
            for (int round = 0; round < rounds; round++) {
                List<EmbeddedClass> chosen = choose(group, ways, random);
                trials += chosen.size();
                errors += errors(chosen, random);
            }
        }
        return new NWayResult(ways, trials, errors);
    }

    private static List<EmbeddedClass> choose(List<EmbeddedClass> group, int ways, SplittableRandom random) {
        List<EmbeddedClass> left = new ArrayList<>(group);
        return IntStream.range(0, Math.min(ways, group.size()))
                .mapToObj(i -> left.remove(random.nextInt(left.size())))
                .toList();
    }

    private static int errors(List<EmbeddedClass> chosen, SplittableRandom random) {
        int drawers = chosen.stream()
                .min(Comparator.comparingInt(EmbeddedClass::drawers))
                .orElseThrow()
                .drawers();
        int exemplars = random.nextInt(drawers);
        int probes = (exemplars + 1 + random.nextInt(drawers - 1)) % drawers;
        int errors = 0;
        for (EmbeddedClass own : chosen) {
            float[] probe = own.byDrawer()[probes];
            float mated = own.scorer().score(probe, own.byDrawer()[exemplars]);
            boolean beaten = chosen.stream()
                    .anyMatch(other -> other != own && own.scorer().score(probe, other.byDrawer()[exemplars]) >= mated);
            errors += beaten ? 1 : 0;
        }
        return errors;
    }

    public double error() {
        return (double) errors / trials;
    }

    public Wilson interval() {
        return Wilson.of(errors, trials);
    }
}
