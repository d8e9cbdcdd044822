package io.siamese.encoder.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.FusionKind;
import io.siamese.encoder.card.LikelihoodPoint;
import io.siamese.encoder.card.Logistic;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FusedScoreTest {

    private static final LikelihoodPoint OF_ONE = new LikelihoodPoint("CALIBRATED", 1, 10, 0, -5, -1, 2);
    private static final LikelihoodPoint OF_THREE = new LikelihoodPoint("CALIBRATED", 3, 4, 8, -6, -1, 2);
    private static final LikelihoodPoint MEAN_OF_THREE = new LikelihoodPoint("MEAN", 3, 0, 9, -4, -1, 2);
    private static final Calibration CALIBRATION = Calibration.create(
            "0123456789abcdef",
            "test",
            new Logistic(10, -5, -1, 2),
            List.of(),
            List.of(),
            List.of(OF_THREE, OF_ONE, MEAN_OF_THREE),
            List.of());

    private static final FusedScore CALIBRATED = new FusedScore(FusionKind.CALIBRATED, CALIBRATION);

    @Test
    void bestAndMeanAreTheSimilaritiesThemselves() {
        assertThat(FusedScore.best().score(5, 0.7f, 0.6f)).isEqualTo(0.7f);
        assertThat(FusedScore.mean().score(5, 0.7f, 0.6f)).isEqualTo(0.6f);
    }

    @ParameterizedTest(name = "a subject of {0} exemplars scores {1}")
    @CsvSource({"1, 2", "2, 1.6", "3, 1.6", "9, 1.6"})
    void theSmallestNumberThatIsNotBelowCountsOrTheLargest(int exemplars, float expected) {
        assertThat(CALIBRATED.score(exemplars, 0.7f, 0.6f)).isCloseTo(expected, within(1e-6f));
    }

    @Test
    void aScoreGoesOnBeyondTheTrialsAndItsLikelihoodRatioDoesNot() {
        // When
        float one = CALIBRATED.score(1, 0.9f, 0);
        float other = CALIBRATED.score(1, 0.95f, 0);

        // Then
        assertThat(one).isGreaterThan(2);
        assertThat(other).isGreaterThan(one);
        assertThat(CALIBRATED.log10LikelihoodRatio(1, 0.9f, one)).hasValue(2);
        assertThat(CALIBRATED.log10LikelihoodRatio(1, 0.95f, other)).hasValue(2);
    }

    @Test
    void theScoreOfAPointIsThatOfTheCalibrationThatHoldsIt() {
        for (float best = -1; best <= 1; best += 0.125f) {
            float mean = best / 3 + 0.1f;
            assertThat(FusedScore.of(OF_THREE).score(3, best, mean)).isEqualTo(CALIBRATED.score(3, best, mean));
        }
    }

    @Test
    void aMeanHasItsOwnLikelihoodRatio() {
        FusedScore mean = new FusedScore(FusionKind.MEAN, CALIBRATION);
        assertThat(mean.log10LikelihoodRatio(3, 0.9f, 0.5f).orElseThrow()).isCloseTo(0.5, within(1e-6));
        assertThat(FusedScore.mean().log10LikelihoodRatio(3, 0.9f, 0.5f)).isEmpty();
    }

    @Test
    void withoutWeightsACalibratedScoreIsTheBest() {
        FusedScore none = new FusedScore(FusionKind.CALIBRATED, null);
        assertThat(none.score(3, 0.7f, 0.6f)).isEqualTo(0.7f);
        assertThat(none.scoreNoise(0.01f, 3)).isEqualTo(0.01f);
    }

    @Test
    void aLaterVersionsFusionScoresByTheBestWithoutALikelihoodRatio() {
        FusedScore later = new FusedScore(FusionKind.UNKNOWN, CALIBRATION);
        assertThat(later.score(3, 0.7f, 0.6f)).isEqualTo(0.7f);
        assertThat(later.needsMean()).isFalse();
        assertThat(later.log10LikelihoodRatio(3, 0.7f, 0.7f)).isEmpty();
    }

    @Test
    void noiseGrowsWithTheWeights() {
        assertThat(CALIBRATED.scoreNoise(0.01f, 3)).isCloseTo(0.12f, within(1e-6f));
        assertThat(FusedScore.best().scoreNoise(0.01f, 3)).isEqualTo(0.01f);
    }
}
