package io.siamese.encoder.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.siamese.encoder.card.CalibrationReference;
import io.siamese.encoder.image.GrayImage;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On drawn characters, and on scores that the calibration has spread evenly from 0 to 1. */
class ImageTallyTest {
    private static final CalibrationReference REFERENCE = DrawnImages.reference(1, 100, 10);
    private static final Map<String, UnaryOperator<GrayImage>> LOOKS = Map.of(
            "inverted", DrawnImages::inverted,
            "wide pen", DrawnImages::widePen,
            "blurred", DrawnImages::blurred,
            "photographed", DrawnImages::photographed);

    @Test
    void saysNothingOfImagesOfTheSameKind() {
        // Given
        int galleries = 200;
        int said = 0;

        // When
        for (int gallery = 0; gallery < galleries; gallery++) {
            ImageTally tally = looks(100 + gallery, 10 + gallery % 40, UnaryOperator.identity());
            said += tally.drifts().stream().anyMatch(Drift::isSaid) ? 1 : 0;
        }

        // Then
        assertThat(said).isLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"inverted, INK", "wide pen, INK", "blurred, CONTRAST", "photographed, CONTRAST"})
    void saysThatImagesLookOtherwise(String look, DriftMeasure by) {
        // When
        ImageTally tally = looks(7, 60, LOOKS.get(look));

        // Then
        assertThat(drift(tally, by).isSaid()).isTrue();
    }

    @Test
    void tellsWhichWayValuesMove() {
        // When
        ImageTally wide = looks(7, 60, DrawnImages::widePen);
        ImageTally grey = looks(7, 60, DrawnImages::photographed);

        // Then
        assertThat(drift(wide, DriftMeasure.INK).shift()).isPositive();
        assertThat(drift(grey, DriftMeasure.CONTRAST).shift()).isNegative();
    }

    @ParameterizedTest(name = "{0} subjects")
    @ValueSource(ints = {1, 3})
    void tellsNothingOfAFewSubjectsHoweverManyImagesTheyHave(int subjects) {
        // When
        ImageTally tally = new ImageTally(REFERENCE);
        tally.among(subjects);
        for (int i = 0; i < 5000; i++) {
            tally.compared(10, 0.9);
        }

        // Then
        assertThat(drift(tally, DriftMeasure.INK).isMeasured()).isFalse();
        assertThat(drift(tally, DriftMeasure.INK).isSaid()).isFalse();
    }

    @ParameterizedTest(name = "of {0} images: {1}")
    @CsvSource({"99, false", "100, true"})
    void tellsFromAHundredImagesOn(int images, boolean told) {
        // When
        ImageTally tally = new ImageTally(REFERENCE);
        tally.among(images);
        for (int i = 0; i < images; i++) {
            tally.compared(10, 0.9);
        }

        // Then
        assertThat(drift(tally, DriftMeasure.INK).isSaid()).isEqualTo(told);
    }

    @ParameterizedTest(name = "threshold {0}")
    @ValueSource(doubles = {0, 0.3, 0.8})
    void comparesTheScoresThatAThresholdLeaves(double threshold) {
        // Given
        SplittableRandom random = new SplittableRandom(5);
        ImageTally same = new ImageTally(REFERENCE);
        ImageTally lower = new ImageTally(REFERENCE);
        same.among(1000);
        lower.among(1000);

        // When
        for (int i = 0; i < 1000; i++) {
            double share = random.nextDouble();
            same.matched(threshold + (1 - threshold) * share, threshold, 1);
            lower.matched(threshold + (1 - threshold) * share * share * share, threshold, 1);
        }

        // Then
        assertThat(drift(same, DriftMeasure.SCORE).distance()).isLessThan(0.05);
        assertThat(drift(lower, DriftMeasure.SCORE).isSaid()).isTrue();
        assertThat(drift(lower, DriftMeasure.SCORE).shift()).isCloseTo(-0.38, within(0.05));
    }

    @ParameterizedTest(name = "{0} of 1000 rejected: {1}")
    @CsvSource({"50, false", "300, true"})
    void saysThatMoreImagesAreRejected(int rejected, boolean said) {
        // When
        ImageTally tally = new ImageTally(REFERENCE);
        for (int i = 0; i < 1000; i++) {
            if (i < rejected) {
                tally.rejected();
            } else {
                tally.compared(255, 0.05);
            }
        }

        // Then
        assertThat(drift(tally, DriftMeasure.REJECTED).isSaid()).isEqualTo(said);
    }

    @Test
    void addsUpWhatWasCountedApart() {
        // Given
        ImageTally half = looks(7, 60, DrawnImages::widePen);
        ImageTally sum = new ImageTally(REFERENCE);

        // When
        sum.add(half);
        sum.add(half);

        // Then
        assertThat(sum.images()).isEqualTo(2 * half.images());
        assertThat(drift(sum, DriftMeasure.INK).shift())
                .isEqualTo(drift(half, DriftMeasure.INK).shift());
    }

    private static ImageTally looks(long seed, int subjects, UnaryOperator<GrayImage> look) {
        ImageTally tally = new ImageTally(REFERENCE);
        tally.among(subjects);
        DrawnImages.of(seed, subjects, 10, look).forEach(image -> tally.compared(image.contrast(), image.ink()));
        return tally;
    }

    private static Drift drift(ImageTally tally, DriftMeasure measure) {
        return tally.drifts().stream()
                .filter(each -> each.measure() == measure)
                .findFirst()
                .orElseThrow();
    }
}
