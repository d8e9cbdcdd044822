package io.siamese.encoder.card;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Objects;

/**
 * A false match rate that the trials support, and the threshold that gives it.
 *
 * @param fusion how a subject's exemplars become one score, such as {@code max} or {@code mean}
 * @param exemplars per subject
 * @param fmr share of non-mated comparisons at or above the threshold, in (0, 1)
 * @param threshold least score that counts as a match
 * @param low lower end of the 95 % interval of {@code fmr}
 * @param high upper end
 * @param fnmr share of mated comparisons below the threshold
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record FmrPoint(
        String fusion, int exemplars, double fmr, float threshold, double low, double high, double fnmr) {

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
}
