package io.siamese.trainer.data.madeup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class DottedPartsTest {

    @RepeatedTest(50)
    void dotsLieAtDifferentPlacesAndReachAllSides(RepetitionInfo repetition) {
        // Given
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        DottedParts parts = DottedParts.invent(random);

        // When
        List<StrokePart> dots = parts.character(random);

        // Then
        assertThat(dots.stream().map(StrokePart::joint)).doesNotHaveDuplicates();
        assertThat(dots.stream().mapToDouble(dot -> dot.joint().right()))
                .contains(0.0, parts.distance() * (parts.columns() - 1));
        assertThat(dots.stream().mapToDouble(dot -> dot.joint().down()))
                .contains(0.0, parts.distance() * (parts.rows() - 1));
    }

    @RepeatedTest(100)
    void aMinimalPairDiffersByOneDotAtAnotherPlace(RepetitionInfo repetition) {
        // Given
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        DottedParts parts = DottedParts.invent(random);
        List<StrokePart> dots = parts.character(random);

        // When
        List<StrokePart> changed = new MinimalPair(parts, random).changeOneStroke(dots);

        // Then
        assertThat(changed.stream().map(StrokePart::joint)).doesNotHaveDuplicates();
        assertThat(changed)
                .allMatch(dot ->
                        dot.shape().isDot() && dot.scale() == 1 && dot.joint().stroke() < 0);
        assertThat(MinimalPairTest.differ(dots, changed)).isEqualTo(1);
    }

    @Test
    void aHandDrawsItsDotsAboutEquallyLarge() {
        // When
        double[] small = radii(17);
        double[] large = radii(23);

        // Then: a hand's habit varies by a factor of six, its dots by a third
        assertThat(Arrays.stream(small).boxed()).allMatch(radius -> radius > 0.003 && radius < 0.15);
        assertThat(mean(small)).isNotCloseTo(mean(large), Percentage.withPercentage(5));
    }

    private static double[] radii(long hand) {
        WritingHand drawing = new WritingHand(hand, new SplittableRandom(hand));
        double[] radii = new double[200];
        for (int i = 0; i < radii.length; i++) {
            radii[i] = new Dot().drawnBy(drawing).x()[0];
        }
        return radii;
    }

    private static double mean(double[] numbers) {
        return Arrays.stream(numbers).average().orElseThrow();
    }
}
