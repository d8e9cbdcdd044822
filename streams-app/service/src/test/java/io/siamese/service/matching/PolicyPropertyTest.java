package io.siamese.service.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.encoder.card.FusionKind;
import io.siamese.encoder.score.FusedScore;
import java.util.Arrays;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

/** Thresholds and scores by their definitions, for every fusion and number. */
class PolicyPropertyTest {
    @Provide
    Arbitrary<Double> rates() {
        return Arbitraries.of(0.1, 0.01, 0.001);
    }

    @Provide
    Arbitrary<FusionKind> fusions() {
        return Arbitraries.of(FusionKind.BEST, FusionKind.MEAN, FusionKind.CALIBRATED);
    }

    @Property
    void takesTheThresholdOfTheNextNumberOfExemplarsInTheTable(
            @ForAll("fusions") FusionKind fusion,
            @ForAll("rates") double rate,
            @ForAll @IntRange(min = 1, max = 5) int exemplars) {
        // When
        Threshold threshold = policy(fusion, rate, 0.1).verification(exemplars);

        // Then
        int inTable = next(Policies.EXEMPLARS, exemplars).orElseThrow();
        assertThat(threshold).isEqualTo(new Threshold(Policies.threshold(rate, inTable, 1), rate, true, null));
    }

    @Property
    void isNeverLooserThanAnyOfTheTableBeyondIt(
            @ForAll("fusions") FusionKind fusion,
            @ForAll("rates") double rate,
            @ForAll @IntRange(min = 6, max = 1000) int exemplars) {
        // When
        Threshold threshold = policy(fusion, rate, 0.1).verification(exemplars);

        // Then
        assertThat(threshold.supported()).isFalse();
        assertThat(threshold.expectedRate()).isNull();
        assertThat(Policies.CALIBRATION.fmr())
                .allSatisfy(point -> assertThat(point.threshold()).isLessThanOrEqualTo(threshold.score()));
    }

    @Property
    void searchesByTheNextSizeOfAGalleryOrByTheStrictestThreshold(
            @ForAll("fusions") FusionKind fusion,
            @ForAll("rates") double rate,
            @ForAll @IntRange(min = 1, max = 300) int subjects,
            @ForAll @IntRange(min = 1, max = 5) int exemplars) {
        // When
        Threshold threshold = policy(fusion, 0.01, rate).identification(subjects, exemplars);

        // Then
        OptionalInt size = next(Policies.SUBJECTS, subjects);
        boolean supported = size.isPresent() && rate * 100 > size.getAsInt() * 0.05;
        assertThat(threshold.supported()).isEqualTo(supported);
        if (supported) {
            int inTable = next(Policies.EXEMPLARS, exemplars).orElseThrow();
            assertThat(threshold.expectedRate()).isEqualTo(rate);
            assertThat(threshold.score()).isEqualTo(Policies.threshold(rate, inTable, size.getAsInt()));
        } else {
            assertThat(threshold.expectedRate()).isNull();
            assertThat(Policies.CALIBRATION.fpir())
                    .allSatisfy(point -> assertThat(point.threshold()).isLessThanOrEqualTo(threshold.score()));
        }
    }

    @Property
    void scoresByTheDefinitionOfItsFusion(
            @ForAll @IntRange(min = 1, max = 9) int exemplars,
            @ForAll @FloatRange(min = -1, max = 1) float best,
            @ForAll @FloatRange(min = -1, max = 1) float mean) {
        assertThat(scoring(FusionKind.BEST).score(exemplars, best, mean)).isEqualTo(best);
        assertThat(scoring(FusionKind.MEAN).score(exemplars, best, mean)).isEqualTo(mean);
        assertThat(scoring(FusionKind.CALIBRATED).score(exemplars, best, mean))
                .isEqualTo(Policies.calibrated(exemplars, best, mean));
    }

    @Property
    void neverScoresLessForWhatIsMoreAlike(
            @ForAll("fusions") FusionKind fusion,
            @ForAll @IntRange(min = 1, max = 9) int exemplars,
            @ForAll @FloatRange(min = -1, max = 1) float best,
            @ForAll @FloatRange(min = -1, max = 1) float mean,
            @ForAll @FloatRange(min = 0, max = 1) float more) {
        float score = scoring(fusion).score(exemplars, best, mean);
        assertThat(scoring(fusion).score(exemplars, best + more, mean)).isGreaterThanOrEqualTo(score);
        assertThat(scoring(fusion).score(exemplars, best, mean + more)).isGreaterThanOrEqualTo(score);
    }

    /** What noise can do to both similarities, it can do to no score by more than is stated. */
    @Property
    void boundsTheNoiseOfAScore(
            @ForAll("fusions") FusionKind fusion,
            @ForAll @IntRange(min = 1, max = 9) int exemplars,
            @ForAll @FloatRange(min = -1, max = 1) float best,
            @ForAll @FloatRange(min = -1, max = 1) float mean,
            @ForAll @Scale(4) @FloatRange(min = -0.001f, max = 0.001f) float ofBest,
            @ForAll @Scale(4) @FloatRange(min = -0.001f, max = 0.001f) float ofMean) {
        float difference = Math.abs(scoring(fusion).score(exemplars, best + ofBest, mean + ofMean)
                - scoring(fusion).score(exemplars, best, mean));
        assertThat(difference).isLessThanOrEqualTo(scoring(fusion).scoreNoise(0.001f, exemplars) + 1e-5f);
    }

    private static Policy policy(FusionKind fusion, double fmr, double fpir) {
        return Policy.of(Policies.rules(fusion, 5, fmr, fpir), Policies.CALIBRATION);
    }

    private static FusedScore scoring(FusionKind fusion) {
        return policy(fusion, 0.01, 0.1).scoring();
    }

    private static OptionalInt next(int[] table, int least) {
        return Arrays.stream(table).filter(n -> n >= least).min();
    }
}
