package io.siamese.encoder.card;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * A false positive identification rate of a gallery of a size, from open-set trials.
 *
 * @param subjects enrolled
 * @param fpir share of searches by people not enrolled that return a candidate at or above the threshold, in (0, 1)
 * @param threshold least score that counts as a match
 * @param low lower end of the 95 % interval of {@code fpir}
 * @param high upper end
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record FpirPoint(int subjects, double fpir, float threshold, double low, double high) {

    public FpirPoint {
        if (subjects < 1
                || !(fpir > 0 && fpir < 1 && 0 <= low && low <= high && high <= 1)
                || !Float.isFinite(threshold)) {
            throw new IllegalArgumentException("Calibration: fpir point out of range: subjects=" + subjects + " fpir="
                    + fpir + " threshold=" + threshold + " low=" + low + " high=" + high);
        }
    }
}
