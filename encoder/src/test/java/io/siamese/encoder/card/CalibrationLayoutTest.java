package io.siamese.encoder.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What calibrations have had since fusions, exemplars of searches, predictions and refusals came in, and files from before. */
class CalibrationLayoutTest {
    private static final RatePrediction PREDICTION = new RatePrediction(0.001, 0.05, 3);
    private static final List<FmrPoint> FMR =
            List.of(new FmrPoint("CALIBRATED", 5, 0.01, 1.5f, 0.009, 0.011, 0.1, PREDICTION));
    private static final List<FpirPoint> FPIR = List.of(
            new FpirPoint("BEST", 1, 50, 0.01, 0.9f, 0.005, 0.02, null),
            new FpirPoint("MEAN", 3, 20, 0.01, 0.80f, 0.005, 0.02, PREDICTION),
            new FpirPoint("MEAN", 3, 100, 0.01, 0.85f, 0.005, 0.02, null),
            new FpirPoint("MEAN", 5, 20, 0.01, 0.82f, 0.005, 0.02, null));
    private static final List<LikelihoodPoint> LIKELIHOODS = List.of(
            new LikelihoodPoint("BEST", 1, 4, 0, -2, -2, 3),
            new LikelihoodPoint("MEAN", 1, 0, 4, -2, -2, 3),
            new LikelihoodPoint("CALIBRATED", 1, 2, 2, -2, -2, 3),
            new LikelihoodPoint("CALIBRATED", 5, 1, 6, -3, -2, 2.5));
    private static final List<Refusal> REFUSALS =
            List.of(new Refusal("FMR 0.001, BEST, 1 exemplar", "12 of 30 confused pairs of classes"));

    private final Calibration calibration = Calibration.create(
            "0011223344556677", "test", new Logistic(10, -5, -3, 3), FMR, FPIR, LIKELIHOODS, REFUSALS);

    @Test
    void aFileOfTheFirstLayoutKeepsItsIdAndMeansTheBestOfOneExemplar() throws Exception {
        // When
        Calibration first = Calibration.fromJson(firstLayout());

        // Then
        assertThat(first.calibrationId()).isEqualTo("bdd6a363902d4911");
        assertThat(first.fpir()).allSatisfy(point -> {
            assertThat(point.fusion()).isEqualTo("BEST");
            assertThat(point.exemplars()).isEqualTo(1);
            assertThat(point.prediction()).isNull();
        });
        assertThat(first.likelihoods()).isEmpty();
        assertThat(first.refusals()).isEmpty();
        assertThat(first.log10LikelihoodRatio("BEST", 3, 0.6f, 0.7f)).hasValue(first.log10LikelihoodRatio(0.6f));
        assertThat(first.log10LikelihoodRatio("MEAN", 1, 0.6f, 0.7f)).isEmpty();
    }

    @Test
    void aFileOfTheFirstLayoutSurvivesBeingWrittenAgain() throws Exception {
        Calibration first = Calibration.fromJson(firstLayout());
        assertThat(Calibration.fromJson(first.toJson())).isEqualTo(first);
    }

    @Test
    void aFileOfThisLayoutSurvivesJson() {
        assertThat(Calibration.fromJson(calibration.toJson())).isEqualTo(calibration);
    }

    @ParameterizedTest(name = "{0} for {1}")
    @CsvSource(delimiter = '|', textBlock = """
            "fusion":"MEAN"                      | "fusion":"CALIBRATED"
            "exemplars":3,"subjects":20          | "exemplars":4,"subjects":20
            "high":0.05,"groups":3               | "high":0.05,"groups":4
            "high":0.05,"groups":3               | "high":0.06,"groups":3
            "offset":-3.0                        | "offset":-2.5
            "low":-2.0,"high":2.5                | "low":-2.0,"high":2.0
            12 of 30                             | 13 of 30
            """)
    void theIdCoversEveryNewPart(String text, String edited) {
        // Given
        String json = calibration.toJson();
        assertThat(json).contains(text);

        // Then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Calibration.fromJson(json.replaceFirst(text, edited)))
                .withMessageContaining("is not that of its content");
    }

    @Test
    void emptyNewPartsLeaveTheIdOfTheFirstLayout() {
        // Given
        List<FpirPoint> fpir = List.of(new FpirPoint("BEST", 1, 100, 0.01, 0.9f, 0.005, 0.02, null));
        Logistic logistic = new Logistic(10, -5, -3, 3);

        // Then
        assertThat(Calibration.create("e", "p", logistic, List.of(), fpir, List.of(), List.of())
                        .calibrationId())
                .isEqualTo(Calibration.create(
                                "e", "p", logistic, List.of(), List.of(new FpirPoint(100, 0.01, 0.9f, 0.005, 0.02)))
                        .calibrationId());
    }

    @ParameterizedTest(name = "{0} of {1} exemplars, best {2}, mean {3}: log10 LR {4}")
    @CsvSource({
        "BEST, 1, 0.75, 0.1, 1",
        "BEST, 3, 0.75, 0.1, 1",
        "MEAN, 1, 0.1, 0.75, 1",
        "CALIBRATED, 1, 0.75, 0.5, 0.5",
        "CALIBRATED, 2, 0.5, 0.75, 2",
        "CALIBRATED, 5, 0.5, 0.75, 2",
        "CALIBRATED, 9, 0.5, 0.75, 2",
        "CALIBRATED, 5, 1, 1, 2.5",
        "CALIBRATED, 5, -1, -1, -2",
    })
    void weighsBothSimilaritiesByFusionAndExemplars(
            String fusion, int exemplars, float best, float mean, double expected) {
        OptionalDouble log10 = calibration.log10LikelihoodRatio(fusion, exemplars, best, mean);
        assertThat(log10.orElseThrow()).isCloseTo(expected, within(1e-9));
    }

    @Test
    void anUnknownFusionHasNoLikelihoodRatio() {
        assertThat(calibration.log10LikelihoodRatio("MEDIAN", 1, 0.5f, 0.5f)).isEmpty();
    }

    @ParameterizedTest(name = "{0} of {1} exemplars, {2} subjects: threshold {3}")
    @CsvSource({
        "BEST, 1, 50, 0.9",
        "MEAN, 1, 1, 0.80",
        "MEAN, 3, 21, 0.85",
        "MEAN, 4, 20, 0.82",
    })
    void takesTheNextLargerNumberOfExemplarsThenTheNextLargerGallery(
            String fusion, int exemplars, int subjects, float threshold) {
        assertThat(calibration.pointAtFpir(0.01, fusion, exemplars, subjects))
                .hasValueSatisfying(point -> assertThat(point.threshold()).isEqualTo(threshold));
        assertThat(calibration.expectedFpir(threshold, fusion, exemplars, subjects))
                .hasValue(0.01);
    }

    @ParameterizedTest(name = "{0} of {1} exemplars, {2} subjects is unsupported")
    @CsvSource({"BEST, 2, 20", "MEAN, 4, 21", "MEAN, 6, 20", "CALIBRATED, 1, 1", "BEST, 1, 51"})
    void hasNoSearchThresholdThatTrialsDoNotSupport(String fusion, int exemplars, int subjects) {
        assertThat(calibration.pointAtFpir(0.01, fusion, exemplars, subjects)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "exemplars":5,"best":1.0  | "exemplars":0,"best":1.0   | likelihoods point out of range
            "best":2.0,"mean":2.0     | "best":-2.0,"mean":2.0     | likelihoods point out of range
            "best":2.0,"mean":2.0     | "best":0.0,"mean":0.0      | likelihoods point out of range
            "best":4.0,"mean":0.0     | "best":4.0,"mean":1.0      | likelihoods point out of range: fusion=BEST
            "best":0.0,"mean":4.0     | "best":1.0,"mean":4.0      | likelihoods point out of range: fusion=MEAN
            "groups":3                | "groups":1                 | prediction out of range
            "exemplars":3,"subjects"  | "exemplars":0,"subjects"   | fpir point out of range
            "subjects":50,            | ''                         | subjects
            "CALIBRATED","exemplars":5,"best"  | "CALIBRATED","exemplars":1,"best" | two points for CALIBRATED of 1 exemplars
            """)
    void namesWhatIsWrong(String text, String edited, String message) {
        // Given
        String json = calibration.toJson();
        assertThat(json).contains(text);

        // Then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Calibration.fromJson(json.replaceFirst(text, edited)))
                .withMessageStartingWith("Calibration")
                .withMessageContaining(message);
    }

    private static String firstLayout() throws Exception {
        try (InputStream in = CalibrationLayoutTest.class.getResourceAsStream("first-calibration.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
