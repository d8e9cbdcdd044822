package io.siamese.trainer.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * 1:1 trials within each group: every round draws some exemplars of every class anew, and compares each of the other
 * images with every class of its group.
 *
 * @param exemplars of each subject; classes with no image left over take no part
 * @param rounds draws of exemplars
 */
record VerificationTrials(Fusion fusion, int exemplars, int rounds, long seed) {

    private record Enrolled(int index, EmbeddedClass subject, float[][] templates, List<Integer> probes) {}

    Comparisons run(List<EmbeddedClass> classes) {
        SplittableRandom random = new SplittableRandom(seed);
        Comparisons comparisons = new Comparisons();
        for (List<EmbeddedClass> group : EmbeddedClass.byGroup(classes).values()) {
            for (int round = 0; round < rounds; round++) {
                compare(enrol(classes, group, random), comparisons);
            }
        }
        return comparisons;
    }

    private List<Enrolled> enrol(List<EmbeddedClass> classes, List<EmbeddedClass> group, SplittableRandom random) {
        return group.stream()
                .filter(subject -> subject.drawers() > exemplars)
                .map(subject -> enrol(classes.indexOf(subject), subject, random))
                .toList();
    }

    private Enrolled enrol(int index, EmbeddedClass subject, SplittableRandom random) {
        List<Integer> drawers =
                new ArrayList<>(IntStream.range(0, subject.drawers()).boxed().toList());
        float[][] templates = new float[exemplars][];
        for (int i = 0; i < exemplars; i++) {
            templates[i] = subject.byDrawer()[drawers.remove(random.nextInt(drawers.size()))];
        }
        return new Enrolled(index, subject, templates, drawers);
    }

    private void compare(List<Enrolled> enrolled, Comparisons comparisons) {
        for (Enrolled own : enrolled) {
            for (int drawer : own.probes()) {
                float[] probe = own.subject().byDrawer()[drawer];
                for (Enrolled other : enrolled) {
                    comparisons.add(
                            own.index(),
                            other.index(),
                            drawer,
                            fusion.score(own.subject().scorer(), probe, other.templates()));
                }
            }
        }
    }
}
