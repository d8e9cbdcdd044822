package io.siamese.trainer.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.FmrPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** On embeddings whose scores have a known distribution: class centres at random in 16 dimensions, with some noise. */
class CalibratorTest {

    private static final int DIMENSION = 16;

    private static final List<EmbeddedClass> CLASSES = synthetic(60, 10, 1);
    private static final Calibration CALIBRATION =
            new Calibrator(CLASSES, 1).calibrate("0123456789abcdef", "synthetic");

    @Test
    void thresholdsFittedOnOneHalfHoldOnClassesNeverSeen() {
        // Given
        Report unseen = new Report(synthetic(60, 10, 2), 1);

        // When
        double realised = unseen.realised(CALIBRATION).get("FMR at calibrated FMR 0.05, 1 exemplars, best");

        // Then
        assertThat(realised).isCloseTo(0.05, within(0.02));
    }

    @Test
    void everyPointLiesInItsInterval() {
        assertThat(CALIBRATION.fmr())
                .isNotEmpty()
                .allSatisfy(point -> assertThat(point.fmr()).isBetween(point.low() * 0.9, point.high() * 1.1));
    }

    @Test
    void thresholdsRiseWithExemplarsAndWithStricterRates() {
        List<FmrPoint> atTen =
                CALIBRATION.fmr().stream().filter(point -> point.fmr() == 0.1).toList();
        assertThat(atTen).extracting(FmrPoint::exemplars).containsExactly(1, 3, 5);
        assertThat(atTen).isSortedAccordingTo((a, b) -> Float.compare(a.threshold(), b.threshold()));
        assertThat(CALIBRATION.fmr().stream()
                        .filter(point -> point.exemplars() == 1)
                        .map(FmrPoint::threshold)
                        .toList())
                .isSorted();
    }

    @Test
    void searchesOfLargerGalleriesNeedHigherThresholds() {
        float previous = -1;
        for (int subjects : new int[] {1, 2, 5, 10, 20}) {
            float threshold = CALIBRATION.atFpir(0.1, subjects).orElseThrow().threshold();
            assertThat(threshold).isGreaterThan(previous);
            previous = threshold;
        }
    }

    @Test
    void aGalleryThatTheClassesCannotFillHasNoThreshold() {
        assertThat(CALIBRATION.atFpir(0.1, 50)).isEmpty();
    }

    @Test
    void aRateThatTooFewPairsSupportIsLeftOut() {
        // Given: twelve classes have 66 pairs, far too few to confuse 30 of them at one in a thousand
        Calibration few = new Calibrator(synthetic(12, 10, 3), 1).calibrate("0123456789abcdef", "few");

        // Then
        assertThat(few.atFmr(0.001, "BEST", 1)).isEmpty();
    }

    @Test
    void theSameSeedGivesTheSameCalibration() {
        assertThat(new Calibrator(CLASSES, 1)
                        .calibrate("0123456789abcdef", "synthetic")
                        .calibrationId())
                .isEqualTo(CALIBRATION.calibrationId());
    }

    private static List<EmbeddedClass> synthetic(int count, int drawers, int seed) {
        Random random = new Random(seed);
        List<EmbeddedClass> classes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] centre = gaussian(random, new float[DIMENSION], 1);
            float[][] rows = new float[drawers][];
            for (int drawer = 0; drawer < drawers; drawer++) {
                rows[drawer] = unit(gaussian(random, centre, 0.5));
            }
            classes.add(new EmbeddedClass("g", "c" + i, rows));
        }
        return classes;
    }

    private static float[] gaussian(Random random, float[] mean, double deviation) {
        float[] row = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            row[i] = (float) (mean[i] + deviation * random.nextGaussian());
        }
        return row;
    }

    private static float[] unit(float[] row) {
        double length = Math.sqrt(EmbeddedClass.cosine(row, row));
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) (row[i] / length);
        }
        return row;
    }
}
