package io.siamese.encoder.card;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Turns a score into a likelihood ratio by logistic regression (Brümmer, du Preez 2006): the natural logarithm of
 * p(score | mated) / p(score | non-mated) is {@code slope · score + intercept}. The prior of the fit is taken out.
 *
 * @param slope positive: larger scores speak for the subject
 * @param intercept natural logarithm
 * @param low least log10 likelihood ratio that the trials support; results are cut off there
 * @param high largest one
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Logistic(double slope, double intercept, double low, double high) {

    public Logistic {
        if (!(slope > 0 && Double.isFinite(slope) && Double.isFinite(intercept) && low <= high)) {
            throw new IllegalArgumentException("Calibration: logistic.slope=" + slope + ", intercept=" + intercept
                    + ", low=" + low + ", high=" + high + ": needs a positive slope and low <= high");
        }
    }

    double log10LikelihoodRatio(float score) {
        return Math.max(low, Math.min(high, (slope * score + intercept) / Math.log(10)));
    }
}
