package io.siamese.trainer.trials;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.trainer.rates.IdentificationResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdentificationTrialsTest {

    private static final List<EmbeddedClass> APART = List.of(
            subject("g", "a", 1, 0, 0),
            subject("g", "b", 0, 1, 0),
            subject("g", "c", 0, 0, 1),
            subject("h", "d", 0.6f, 0.8f, 0),
            subject("h", "e", 0, 0.6f, 0.8f));

    @Test
    void aStrangersBestCandidateIsTheMostSimilarOfTheGallery() {
        // When: four of five are enrolled, one of the searched group stays out
        ScoredComparisons trials = new IdentificationTrials(4, 20, 1).run(APART);

        // Then: each of a to e is closest to another class by a dot product worked by hand
        for (int i = 0; i < trials.nonMated().size(); i++) {
            float expected = switch (ComparedImages.probeClass(trials.nonMated().origin(i))) {
                case 0 -> 0.6f; // a to d
                case 1 -> 0.8f; // b to d
                case 2 -> 0.8f; // c to e
                case 3 -> 0.8f; // d to b
                default -> 0.8f; // e to c
            };
            assertThat(trials.nonMated().score(i)).isEqualTo(expected);
        }
    }

    @Test
    void enrolledOnesAreSearchedWithEachOtherImage() {
        // When
        ScoredComparisons trials = new IdentificationTrials(4, 20, 1).run(APART);

        // Then: of g two are enrolled, of h one, in 20 rounds each, and each has one image left; it is the same as the
        // enrolled one
        assertThat(trials.mated().size()).isEqualTo(20 * 2 + 20);
        assertThat(trials.mated().score(trials.mated().size() - 1)).isGreaterThan(0.99f);
    }

    @Test
    void aTieWithAnotherSubjectIsAMiss() {
        // Given: an encoder that sees no difference
        List<EmbeddedClass> same =
                List.of(subject("g", "a", 1, 0, 0), subject("g", "b", 1, 0, 0), subject("g", "c", 1, 0, 0));

        // When
        IdentificationResult result = IdentificationResult.measure(same, 2, 1);

        // Then
        assertThat(result.notFirst()).isEqualTo(1);
        assertThat(IdentificationResult.measure(same, 1, 1).notFirst()).isZero();
    }

    @Test
    void galleriesAreNoLargerThanTheClassesAllow() {
        // One of three of g stays out, or one of two of h
        assertThat(IdentificationTrials.mostSubjects(APART)).isEqualTo(4);
        assertThat(IdentificationResult.gallerySizes(APART)).containsExactly(1, 2, 4);
        assertThat(IdentificationResult.gallerySizes(List.of(APART.get(0), APART.get(3))))
                .isEmpty();
    }

    private static EmbeddedClass subject(String group, String name, float x, float y, float z) {
        return new EmbeddedClass(group, name, new float[][] {{x, y, z}, {x, y, z}});
    }
}
