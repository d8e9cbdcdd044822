package io.siamese.encoder.card;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Holds a false match rate that the trials support, and the threshold that gives it.
 *
 * @param fusion how a subject's exemplars become one score: {@link FusionKind#BEST}, {@link FusionKind#MEAN} or
 *     {@link FusionKind#CALIBRATED}
 * @param exemplars per subject
 * @param fmr share of non-mated comparisons at or above the threshold, in (0, 1)
 * @param threshold least fused score that counts as a match: a similarity, for {@code CALIBRATED} a log10 likelihood ratio
 * @param low lower end of the 95 % interval of {@code fmr}
 * @param high upper end
 * @param fnmr share of mated comparisons below the threshold
 * @param prediction where the rate will lie in a group that was not calibrated on; null where that was not measured
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FmrPoint(
        String fusion,
        int exemplars,
        double fmr,
        float threshold,
        double low,
        double high,
        double fnmr,
        @Nullable RatePrediction prediction) {

    public FmrPoint {
        Objects.requireNonNull(fusion, "Calibration: fmr.fusion is missing");
        if (exemplars < 1
                || !(fmr > 0 && fmr < 1 && 0 <= low && low <= high && high <= 1 && fnmr >= 0 && fnmr <= 1)
                || !Float.isFinite(threshold)) {
            throw new IllegalArgumentException("Calibration: fmr point out of range: fusion=" + fusion + " exemplars="
                    + exemplars + " fmr=" + fmr + " threshold=" + threshold + " low=" + low + " high=" + high + " fnmr="
                    + fnmr);
        }
    }

    /** Without a prediction. */
    public FmrPoint(String fusion, int exemplars, double fmr, float threshold, double low, double high, double fnmr) {
        this(fusion, exemplars, fmr, threshold, low, high, fnmr, null);
    }
}
