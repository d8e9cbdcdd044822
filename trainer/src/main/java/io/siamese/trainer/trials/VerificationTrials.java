package io.siamese.trainer.trials;

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
public record VerificationTrials(Fusion fusion, int exemplars, int rounds, long seed) {

    private record Enrolled(int index, EmbeddedClass subject, float[][] templates, List<Integer> probes) {}

    public MatedAndNot run(List<EmbeddedClass> classes) {
        SplittableRandom random = new SplittableRandom(seed);
        Trials.Builder mated = new Trials.Builder();
        Trials.Builder nonMated = new Trials.Builder();
        for (List<EmbeddedClass> group : EmbeddedClass.byGroup(classes).values()) {
            for (int round = 0; round < rounds; round++) {
                compare(enrol(classes, group, random), mated, nonMated);
            }
        }
        return new MatedAndNot(mated.build(), nonMated.build(), new Members(classes), false);
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

    private void compare(List<Enrolled> enrolled, Trials.Builder mated, Trials.Builder nonMated) {
        for (Enrolled own : enrolled) {
            for (int drawer : own.probes()) {
                float[] probe = own.subject().byDrawer()[drawer];
                for (Enrolled other : enrolled) {
                    (other == own ? mated : nonMated)
                            .add(
                                    Origin.of(own.index(), drawer, other.index()),
                                    fusion.score(own.subject().scorer(), probe, other.templates()));
                }
            }
        }
    }
}
