package io.siamese.encoder.card;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Predicts where the rate at a threshold will lie for a group, such as an alphabet, that took no part in fitting it.
 * The interval is wider than a confidence interval, because groups differ by more than the draw of their members.
 *
 * @param low lower end of the 99 % prediction interval of the rate, in [0, 1]
 * @param high upper end
 * @param groups that it was estimated from, at least 2
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RatePrediction(double low, double high, int groups) {

    public RatePrediction {
        if (!(0 <= low && low <= high && high <= 1) || groups < 2) {
            throw new IllegalArgumentException("Calibration: prediction out of range: low=" + low + " high=" + high
                    + " groups=" + groups + ": needs 0 <= low <= high <= 1 and at least 2 groups");
        }
    }

    public boolean contains(double rate) {
        return low <= rate && rate <= high;
    }
}
