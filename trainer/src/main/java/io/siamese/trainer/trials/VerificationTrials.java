package io.siamese.trainer.trials;

import io.siamese.encoder.score.FusedScore;
import java.util.List;
import java.util.SplittableRandom;

/**
 * 1:1 trials within each group: every round draws some exemplars of every class anew, and compares each of the other
 * images with every class of its group.
 *
 * @param exemplars of each subject; classes with no image left over take no part
 * @param rounds draws of exemplars
 */
public record VerificationTrials(FusedScore fusion, int exemplars, int rounds, long seed) {

    public ScoredComparisons run(List<EmbeddedClass> classes) {
        SplittableRandom random = new SplittableRandom(seed);
        ScoredTrials.Builder mated = new ScoredTrials.Builder();
        ScoredTrials.Builder nonMated = new ScoredTrials.Builder();
        for (List<EmbeddedClass> group : EmbeddedClass.byGroup(classes).values()) {
            for (int round = 0; round < rounds; round++) {
                compare(enrolClasses(classes, group, random), mated, nonMated);
            }
        }
        return new ScoredComparisons(mated.build(), nonMated.build(), new ClassIndex(classes), false);
    }

    private List<EnrolledClass> enrolClasses(
            List<EmbeddedClass> classes, List<EmbeddedClass> group, SplittableRandom random) {
        return group.stream()
                .filter(subject -> subject.imageCount() > exemplars)
                .map(subject -> EnrolledClass.drawExemplars(classes.indexOf(subject), subject, exemplars, random))
                .toList();
    }

    private void compare(List<EnrolledClass> enrolled, ScoredTrials.Builder mated, ScoredTrials.Builder nonMated) {
        for (EnrolledClass own : enrolled) {
            for (int image : own.probes()) {
                float[] probe = own.subject().probes()[image];
                for (EnrolledClass other : enrolled) {
                    (other == own ? mated : nonMated)
                            .add(
                                    ComparedImages.pack(own.index(), image, other.index()),
                                    other.templates().score(fusion, probe));
                }
            }
        }
    }
}
