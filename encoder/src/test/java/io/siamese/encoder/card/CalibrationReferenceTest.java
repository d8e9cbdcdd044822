package io.siamese.encoder.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalibrationReferenceTest {
    private static final CalibrationReference REFERENCE = new CalibrationReference(
            40,
            403,
            3,
            new BinnedReference(List.of(128.0), List.of(0, 400), 0.1),
            new BinnedReference(List.of(0.03, 0.06), List.of(100, 200, 100), 0.2),
            List.of(new ScoreReference(1, List.of(0.2, 0.6, 0.8), 0.3), new ScoreReference(3, List.of(0.5, 0.9), 0)));
    private static final Calibration BEFORE = Calibration.create(
            "0011223344556677", "test", new Logistic(10, -5, -3, 3), List.of(), List.of(), List.of(), List.of());
    private static final Calibration CALIBRATION = BEFORE.withReference(REFERENCE);

    @Test
    void survivesJsonInACalibration() {
        assertThat(Calibration.fromJson(CALIBRATION.toJson())).isEqualTo(CALIBRATION);
    }

    @Test
    void isNotThereInACalibrationFromBeforeWhichKeepsItsId() {
        // When
        Calibration read = Calibration.fromJson(BEFORE.toJson());

        // Then
        assertThat(BEFORE.toJson()).doesNotContain("\"reference\"");
        assertThat(read.reference()).isNull();
        assertThat(read.calibrationId()).isEqualTo(BEFORE.calibrationId()).isNotEqualTo(CALIBRATION.calibrationId());
    }

    @Test
    void goesWithTheCalibrationToAnotherEncoder() {
        assertThat(CALIBRATION.forEncoder("8899aabbccddeeff").reference()).isEqualTo(REFERENCE);
    }

    @ParameterizedTest(name = "{0} for {1}")
    @CsvSource(delimiter = '|', textBlock = """
            "classes":40        | "classes":41
            "images":403        | "images":404
            "rejected":3        | "rejected":4
            [0,400]             | [1,399]
            [128.0]             | [129.0]
            "tolerance":0.2     | "tolerance":0.25
            [100,200,100]       | [200,100,100]
            [0.2,0.6,0.8]       | [0.2,0.7,0.8]
            "exemplars":3       | "exemplars":5
            """)
    void isCoveredByTheId(String text, String edited) {
        // Given
        String json = CALIBRATION.toJson();
        assertThat(json).contains(text);

        // Then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Calibration.fromJson(json.replace(text, edited)))
                .withMessageContaining("is not that of its content");
    }

    @ParameterizedTest(name = "{0} lies in bin {1}")
    @CsvSource({"0, 0", "0.0299, 0", "0.03, 1", "0.06, 2", "1, 2"})
    void findsTheBinOfAValue(double value, int bin) {
        assertThat(REFERENCE.ink().bin(value)).isEqualTo(bin);
    }

    @ParameterizedTest(name = "below {0} lie {1}")
    @CsvSource({"0.1, 0", "0.2, 0", "0.4, 0.25", "0.6, 0.5", "0.7, 0.75", "0.8, 1", "0.9, 1"})
    void tellsTheShareOfScoresBelow(double score, double share) {
        assertThat(REFERENCE.scores().get(0).shareBelow(score)).isCloseTo(share, within(1e-9));
    }

    @ParameterizedTest(name = "of {0} exemplars: those of {1}")
    @CsvSource({"1, 1", "2, 3", "3, 3", "9, 3"})
    void takesTheScoresOfEnoughExemplars(int exemplars, int found) {
        assertThat(REFERENCE.scoresOf(exemplars)).map(ScoreReference::exemplars).hasValue(found);
    }

    @Test
    void refusesCountsThatDoNotFitTheEdges() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BinnedReference(List.of(1.0), List.of(1), 0))
                .withMessageContaining("1 counts for 1 edges");
    }

    @Test
    void refusesQuantilesThatDoNotAscend() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ScoreReference(1, List.of(0.5, 0.4), 0))
                .withMessageContaining("ascending quantiles");
    }
}
