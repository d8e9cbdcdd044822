package io.siamese.trainer.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.siamese.encoder.card.CalibrationReference;
import io.siamese.encoder.card.ScoreReference;
import io.siamese.encoder.image.ImageMeasures;
import io.siamese.trainer.trials.EmbeddedClass;
import io.siamese.trainer.trials.MeasuredClass;
import io.siamese.trainer.trials.SyntheticClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReferenceMakerTest {
    private static final List<EmbeddedClass> EMBEDDED = SyntheticClasses.drawClasses(60, 10, 1);

    @Test
    void countsWhatImagesShow() {
        // When
        CalibrationReference reference = new ReferenceMaker(measured("a", 60, 0.05), EMBEDDED, 7, 1).makeReference();

        // Then
        assertThat(reference.classes()).isEqualTo(60);
        assertThat(reference.images()).isEqualTo(607);
        assertThat(reference.rejected()).isEqualTo(7);
        assertThat(reference.contrast().counts().get(reference.contrast().bin(255)))
                .isEqualTo(600);
        assertThat(reference.ink().counts().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(600);
    }

    @Test
    void describesTrueClaimsWithOneThreeAndFiveExemplars() {
        // When
        CalibrationReference reference = new ReferenceMaker(measured("a", 60, 0.05), EMBEDDED, 0, 1).makeReference();

        // Then
        assertThat(reference.scores()).extracting(ScoreReference::exemplars).containsExactly(1, 3, 5);
        assertThat(median(reference, 5)).isGreaterThan(median(reference, 1));
        assertThat(reference.scores().get(0).shareBelow(median(reference, 1))).isCloseTo(0.5, within(1e-9));
    }

    private static double median(CalibrationReference reference, int exemplars) {
        return reference.scoresOf(exemplars).orElseThrow().quantiles().get(10);
    }

    @Test
    void toleratesNothingWhereGroupsAreAlike() {
        // Given
        List<MeasuredClass> alike = measured("a", 30, 0.05);
        alike.addAll(measured("b", 30, 0.05));

        // When
        CalibrationReference reference = new ReferenceMaker(alike, EMBEDDED, 0, 1).makeReference();

        // Then
        assertThat(reference.ink().tolerance()).isZero();
        assertThat(reference.contrast().tolerance()).isZero();
    }

    @Test
    void toleratesHowFarItsOwnGroupsLieApart() {
        // Given
        List<MeasuredClass> apart = measured("a", 30, 0.05);
        apart.addAll(measured("b", 30, 0.4));

        // When
        CalibrationReference reference = new ReferenceMaker(apart, EMBEDDED, 0, 1).makeReference();

        // Then
        assertThat(reference.ink().tolerance()).isBetween(0.45, 0.55);
    }

    /** Classes whose ink is spread evenly from half of the mean to half more. */
    private static List<MeasuredClass> measured(String group, int classes, double meanInk) {
        Random random = new Random(group.hashCode());
        List<MeasuredClass> measured = new ArrayList<>();
        for (int i = 0; i < classes; i++) {
            List<ImageMeasures> images = new ArrayList<>();
            for (int image = 0; image < 10; image++) {
                images.add(new ImageMeasures(255, meanInk * (0.5 + random.nextDouble())));
            }
            measured.add(new MeasuredClass(group, images));
        }
        return measured;
    }
}
