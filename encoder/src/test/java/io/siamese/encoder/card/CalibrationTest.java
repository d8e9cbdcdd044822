package io.siamese.encoder.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalibrationTest {
    private static final List<FmrPoint> FMR = List.of(
            new FmrPoint("max", 1, 1e-3, 0.8f, 5e-4, 2e-3, 0.4),
            new FmrPoint("max", 1, 1e-1, 0.4f, 0.09, 0.11, 0.05),
            new FmrPoint("max", 1, 1e-2, 0.6f, 9e-3, 1.1e-2, 0.2),
            new FmrPoint("max", 5, 1e-2, 0.7f, 9e-3, 1.1e-2, 0.1),
            new FmrPoint("mean", 5, 1e-2, 0.65f, 9e-3, 1.1e-2, 0.1));
    private static final List<FpirPoint> FPIR =
            List.of(new FpirPoint(1000, 0.01, 0.9f, 0.005, 0.02), new FpirPoint(100, 0.01, 0.85f, 0.005, 0.02));

    private final Calibration calibration =
            Calibration.create("0011223344556677", "test", new Logistic(10, -5, -3, 3), FMR, FPIR);

    @ParameterizedTest(name = "FMR {0} by {1} of {2} exemplars is threshold {3}")
    @CsvSource({
        "0.001, max, 1, 0.8",
        "0.01, max, 1, 0.6",
        "0.01, max, 2, 0.7",
        "0.01, max, 5, 0.7",
        "0.01, mean, 1, 0.65",
    })
    void findsTheThresholdOfARate(double fmr, String fusion, int exemplars, float threshold) {
        assertThat(calibration.pointAtFmr(fmr, fusion, exemplars))
                .hasValueSatisfying(point -> assertThat(point.threshold()).isEqualTo(threshold));
    }

    @ParameterizedTest(name = "FMR {0} by {1} of {2} exemplars is unsupported")
    @CsvSource({"0.0001, max, 1", "0.02, max, 1", "0.01, max, 6", "0.01, median, 1", "0.001, max, 5"})
    void givesNoThresholdThatTrialsDoNotSupport(double fmr, String fusion, int exemplars) {
        assertThat(calibration.pointAtFmr(fmr, fusion, exemplars)).isEmpty();
    }

    @ParameterizedTest(name = "threshold {0} has FMR {1}")
    @CsvSource({"0.4, 0.1", "0.5, 0.0316228", "0.6, 0.01", "0.65, 0.00562341", "0.8, 0.001"})
    void interpolatesTheLogarithmOfTheRate(float threshold, double fmr) {
        assertThat(calibration.expectedFmr(threshold, "max", 1).orElseThrow()).isCloseTo(fmr, within(fmr * 1e-4));
    }

    @ParameterizedTest
    @CsvSource({"0.3999", "0.8001"})
    void doesNotExtrapolate(float threshold) {
        assertThat(calibration.expectedFmr(threshold, "max", 1)).isEmpty();
    }

    @ParameterizedTest(name = "{0} subjects: threshold {1}")
    @CsvSource({"1, 0.85", "100, 0.85", "101, 0.9", "1000, 0.9"})
    void takesTheNextLargerGallery(int subjects, float threshold) {
        assertThat(calibration.pointAtFpir(0.01, subjects))
                .hasValueSatisfying(point -> assertThat(point.threshold()).isEqualTo(threshold));
    }

    @Test
    void hasNothingBeyondTheLargestGallery() {
        assertThat(calibration.pointAtFpir(0.01, 1001)).isEmpty();
        assertThat(calibration.expectedFpir(0.9f, 1001)).isEmpty();
        assertThat(calibration.expectedFpir(0.9f, 1000)).hasValue(0.01);
    }

    @ParameterizedTest(name = "score {0} has log10 LR {1}")
    @CsvSource({"0.5, 0", "0.6, 0.434294", "1.9, 3", "-1, -3"})
    void givesLikelihoodRatiosWithinWhatTrialsSupport(float score, double expected) {
        assertThat(calibration.log10LikelihoodRatio(score)).isCloseTo(expected, within(1e-5));
    }

    @Test
    void survivesJsonWithItsId() {
        assertThat(Calibration.fromJson(calibration.toJson())).isEqualTo(calibration);
        assertThat(calibration.calibrationId()).matches("[0-9a-f]{16}");
    }

    @Test
    void refusesContentThatWasEdited() {
        String edited = calibration.toJson().replace("0.85", "0.15");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Calibration.fromJson(edited))
                .withMessageContaining("is not that of its content");
    }

    @Test
    void hasTheSameIdOnEveryMachine() {
        assertThat(calibration.calibrationId()).isEqualTo("9c2c8534175711c6");
    }
}
