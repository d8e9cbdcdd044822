package io.siamese.service.matching;

import org.jspecify.annotations.Nullable;

/**
 * A score from which a candidate matches, and the error rate that the calibration expects there.
 *
 * @param score least score of a match
 * @param expectedRate FMR (1:1) or FPIR (1:N) at that score; null where the calibration does not reach
 * @param supported false where the target is beyond the calibration and the strictest supported score stands in
 * @param reviewFrom score from which people decide, up to the threshold; null: none
 */
public record Threshold(
        float score,
        @Nullable Double expectedRate,
        boolean supported,
        @Nullable Float reviewFrom) {}
