package io.siamese.encoder.card;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Holds a false positive identification rate of a gallery of one size, from open-set trials.
 *
 * @param fusion how a subject's exemplars become one score, as in {@link FmrPoint}
 * @param exemplars of each enrolled subject
 * @param subjects N: enrolled subjects that can be candidates
 * @param fpir share of searches by people not enrolled that return a candidate at or above the threshold, in (0, 1)
 * @param threshold least fused score that counts as a match, in the units of {@link FmrPoint#threshold}
 * @param low lower end of the 95 % interval of {@code fpir}
 * @param high upper end
 * @param prediction where the rate will lie in a group that was not calibrated on; null where that was not measured
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FpirPoint(
        String fusion,
        int exemplars,
        int subjects,
        double fpir,
        float threshold,
        double low,
        double high,
        @Nullable RatePrediction prediction) {

    public FpirPoint {
        if (exemplars < 1
                || subjects < 1
                || !(fpir > 0 && fpir < 1 && 0 <= low && low <= high && high <= 1)
                || !Float.isFinite(threshold)) {
            throw new IllegalArgumentException("Calibration: fpir point out of range: fusion=" + fusion + " exemplars="
                    + exemplars + " subjects=" + subjects + " fpir=" + fpir + " threshold=" + threshold + " low=" + low
                    + " high=" + high);
        }
    }

    /** One exemplar a subject, no prediction: all that the first calibrations had. */
    public FpirPoint(int subjects, double fpir, float threshold, double low, double high) {
        this(FusionKind.BEST.name(), 1, subjects, fpir, threshold, low, high, null);
    }

    @JsonCreator
    static FpirPoint read(
            @JsonProperty("fusion") @Nullable String fusion,
            @JsonProperty("exemplars") @Nullable Integer exemplars,
            @JsonProperty(value = "subjects", required = true) int subjects,
            @JsonProperty(value = "fpir", required = true) double fpir,
            @JsonProperty(value = "threshold", required = true) float threshold,
            @JsonProperty(value = "low", required = true) double low,
            @JsonProperty(value = "high", required = true) double high,
            @JsonProperty("prediction") @Nullable RatePrediction prediction) {
        return new FpirPoint(
                fusion == null ? FusionKind.BEST.name() : fusion,
                exemplars == null ? 1 : exemplars,
                subjects,
                fpir,
                threshold,
                low,
                high,
                prediction);
    }
}
