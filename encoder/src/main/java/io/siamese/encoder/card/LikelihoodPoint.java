package io.siamese.encoder.card;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Objects;

/**
 * Turns the scores of one fusion and number of exemplars into a likelihood ratio, by logistic regression with equal
 * priors (Brümmer, du Preez 2006): {@code log10 LR = clamp(offset + best · b + mean · m, low, high)}, where b is the
 * similarity of the best exemplar and m the similarity to the mean template.
 *
 * @param fusion {@link FusionKind#BEST}, whose {@code mean} is 0; {@link FusionKind#MEAN}, whose {@code best} is 0; or
 *     {@link FusionKind#CALIBRATED}
 * @param exemplars per subject
 * @param best of the similarity of the best exemplar; not negative: more alike speaks for the subject
 * @param mean of the similarity to the mean template; not negative, and not both 0
 * @param offset log10
 * @param low least log10 likelihood ratio that the trials support; results are cut off there
 * @param high largest one
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LikelihoodPoint(
        String fusion, int exemplars, double best, double mean, double offset, double low, double high) {

    public LikelihoodPoint {
        Objects.requireNonNull(fusion, "Calibration: likelihoods.fusion is missing");
        boolean weighs = best >= 0 && mean >= 0 && best + mean > 0 && Double.isFinite(best + mean);
        boolean ofFusion =
                !(FusionKind.BEST.isNamed(fusion) && mean != 0) && !(FusionKind.MEAN.isNamed(fusion) && best != 0);
        if (exemplars < 1 || !weighs || !ofFusion || !Double.isFinite(offset) || !(low <= high)) {
            throw new IllegalArgumentException("Calibration: likelihoods point out of range: fusion=" + fusion
                    + " exemplars=" + exemplars + " best=" + best + " mean=" + mean + " offset=" + offset + " low="
                    + low + " high=" + high);
        }
    }

    /** The log10 likelihood ratio, cut off where the trials end. */
    public double log10LikelihoodRatio(double bestSimilarity, double meanSimilarity) {
        return clampToTrials(unbounded(bestSimilarity, meanSimilarity));
    }

    /** The fitted log10 likelihood ratio as it is, beyond the trials too: a score to rank and compare by. */
    public double unbounded(double bestSimilarity, double meanSimilarity) {
        return offset + best * bestSimilarity + mean * meanSimilarity;
    }

    /** Cuts a fitted log10 likelihood ratio off where the trials end. */
    public double clampToTrials(double log10) {
        return Math.max(low, Math.min(high, log10));
    }
}
