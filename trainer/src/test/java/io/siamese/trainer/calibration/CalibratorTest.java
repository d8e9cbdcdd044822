package io.siamese.trainer.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.FmrPoint;
import io.siamese.encoder.card.LikelihoodPoint;
import io.siamese.encoder.card.Refusal;
import io.siamese.encoder.score.FusedScore;
import io.siamese.trainer.evaluation.CardFigures;
import io.siamese.trainer.rates.StrangerTrials;
import io.siamese.trainer.trials.ClassIndex;
import io.siamese.trainer.trials.EmbeddedClass;
import io.siamese.trainer.trials.PairTrials;
import io.siamese.trainer.trials.SyntheticClasses;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** On embeddings whose scores have a known distribution: class centres at random in 16 dimensions, with some noise. */
class CalibratorTest {

    private static final int DIMENSION = 16;

    private static final List<EmbeddedClass> CLASSES = SyntheticClasses.drawClasses(60, 10, 1);
    private static final Calibration CALIBRATION =
            new Calibrator(CLASSES, 1).calibrate("0123456789abcdef", "synthetic");

    @Test
    void thresholdsFittedOnOneHalfHoldOnClassesNeverSeen() {
        // Given
        CardFigures unseen = new CardFigures(SyntheticClasses.drawClasses(60, 10, 2), 1);

        // When
        Map<String, Double> realised = AchievedRate.figures(unseen.realised(CALIBRATION));

        // Then
        assertThat(realised.get("FMR at calibrated FMR 0.1, 1 exemplars, best")).isCloseTo(0.1, within(0.03));
        assertThat(realised.get("FMR at calibrated FMR 0.1, 5 exemplars, mean")).isCloseTo(0.1, within(0.03));
        assertThat(realised.get("FPIR at calibrated FPIR 0.1, N = 20, 1 exemplars, best"))
                .isCloseTo(0.1, within(0.06));
    }

    @Test
    void thresholdsOfLikelihoodRatiosHoldOnClassesNeverSeen() {
        // Given
        PairTrials unseen = new PairTrials(new ClassIndex(SyntheticClasses.drawClasses(60, 10, 2)), 3, 1);
        LikelihoodPoint likelihood = CALIBRATION.likelihoods().stream()
                .filter(point -> point.fusion().equals("CALIBRATED") && point.exemplars() == 3)
                .findFirst()
                .orElseThrow();
        List<FmrPoint> points = CALIBRATION.fmr().stream()
                .filter(point -> point.fusion().equals("CALIBRATED") && point.exemplars() == 3)
                .toList();

        // When
        StrangerTrials strangers = StrangerTrials.comparisons(unseen, FusedScore.of(likelihood));

        // Then
        assertThat(points)
                .isNotEmpty()
                .allSatisfy(point -> assertThat(strangers.meanRate(point.threshold()))
                        .isCloseTo(point.fmr(), within(0.5 * point.fmr())));
    }

    @Test
    void everyPointLiesInItsInterval() {
        assertThat(CALIBRATION.fmr())
                .isNotEmpty()
                .allSatisfy(point -> assertThat(point.fmr()).isBetween(point.low() * 0.9, point.high() * 1.1));
    }

    @Test
    void thresholdsRiseWithExemplarsAndWithStricterRates() {
        List<FmrPoint> atTen = best().filter(point -> point.fmr() == 0.1).toList();
        assertThat(atTen).extracting(FmrPoint::exemplars).containsExactly(1, 3, 5);
        assertThat(atTen).isSortedAccordingTo((a, b) -> Float.compare(a.threshold(), b.threshold()));
        assertThat(best().filter(point -> point.exemplars() == 1)
                        .map(FmrPoint::threshold)
                        .toList())
                .isSorted();
    }

    @Test
    void searchesOfLargerGalleriesNeedHigherThresholds() {
        float previous = -1;
        for (int subjects : new int[] {1, 2, 5, 10, 20}) {
            float threshold =
                    CALIBRATION.pointAtFpir(0.1, subjects).orElseThrow().threshold();
            assertThat(threshold).isGreaterThan(previous);
            previous = threshold;
        }
    }

    @Test
    void aGalleryThatTheClassesCannotFillHasNoThreshold() {
        assertThat(CALIBRATION.pointAtFpir(0.1, 45)).isPresent();
        assertThat(CALIBRATION.pointAtFpir(0.1, 46)).isEmpty();
        assertThat(CALIBRATION.refusals())
                .extracting(Refusal::target)
                .contains("FPIR, N above 45, 1 exemplar", "FPIR, N above 45, 5 exemplars");
    }

    @Test
    void everyTargetIsAnsweredOrRefusedByName() {
        for (String fusion : List.of("BEST", "MEAN", "CALIBRATED")) {
            for (double rate : new double[] {0.1, 0.01, 0.001, 0.0001}) {
                String target = "FMR " + rate + ", " + fusion + ", 1 exemplar";
                boolean refused = CALIBRATION.refusals().stream()
                        .anyMatch(refusal -> refusal.target().equals(target));
                assertThat(refused)
                        .as(target)
                        .isNotEqualTo(CALIBRATION.pointAtFmr(rate, fusion, 1).isPresent());
            }
        }
    }

    @Test
    void severalExemplarsAreWorthMoreByTheirMean() {
        FmrPoint one = CALIBRATION.pointAtFmr(0.1, "MEAN", 1).orElseThrow();
        FmrPoint five = CALIBRATION.pointAtFmr(0.1, "MEAN", 5).orElseThrow();
        assertThat(five.fnmr()).isLessThan(one.fnmr());
    }

    @Test
    void aRateBeyondTheLeastLikelihoodRatioIsRefusedInsteadOfTied() {
        // Given: with five exemplars most strangers are at the least ratio that 60 classes support, -log10(61)
        assertThat(CALIBRATION.refusals())
                .filteredOn(refusal -> refusal.target().equals("FMR 0.1, CALIBRATED, 5 exemplars"))
                .extracting(Refusal::reason)
                .containsExactly("the likelihood ratio there is beyond what the trials support");
    }

    @Test
    void likelihoodRatiosRiseWithEitherScore() {
        for (int exemplars : new int[] {1, 3, 5}) {
            double low = CALIBRATION
                    .log10LikelihoodRatio("CALIBRATED", exemplars, 0.3f, 0.3f)
                    .orElseThrow();
            double high = CALIBRATION
                    .log10LikelihoodRatio("CALIBRATED", exemplars, 0.6f, 0.6f)
                    .orElseThrow();
            assertThat(high).isGreaterThan(low);
        }
    }

    @Test
    void classesOfOneImageCannotBeVerified() {
        List<EmbeddedClass> single = SyntheticClasses.drawClasses(10, 1, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Calibrator(single, 1).calibrate("0123456789abcdef", "single"))
                .withMessageContaining("at least 2 classes of one group with 2 images each");
    }

    private static Stream<FmrPoint> best() {
        return CALIBRATION.fmr().stream().filter(point -> point.fusion().equals("BEST"));
    }

    @Test
    void aRateThatTooFewPairsSupportIsLeftOut() {
        // Given: twelve classes have 66 pairs, far too few to confuse 30 of them at one in a thousand
        Calibration few =
                new Calibrator(SyntheticClasses.drawClasses(12, 10, 3), 1).calibrate("0123456789abcdef", "few");

        // Then
        assertThat(few.pointAtFmr(0.001, "BEST", 1)).isEmpty();
    }

    @Test
    void theSameSeedGivesTheSameCalibration() {
        assertThat(new Calibrator(CLASSES, 1)
                        .calibrate("0123456789abcdef", "synthetic")
                        .calibrationId())
                .isEqualTo(CALIBRATION.calibrationId());
    }
}
