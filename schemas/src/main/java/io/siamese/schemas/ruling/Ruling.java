package io.siamese.schemas.ruling;

import io.siamese.events.Outcome;
import io.siamese.schemas.Reasons;
import org.jspecify.annotations.Nullable;

/**
 * Holds an outcome and its reason. A score, or a lead, that lies within the numerical noise of the encoder decides
 * nothing, because the same image in another batch could come out on the other side.
 *
 * @param outcome MATCH, NO_MATCH or UNCERTAIN
 * @param reason where the outcome does not say it all
 */
public record Ruling(Outcome outcome, @Nullable String reason) {

    /**
     * Judges the best candidate of a probe.
     *
     * @param lead of its score over the runner-up's; null: there is none
     * @param negativeLead similarity of its nearest negative exemplar minus that of the nearest positive one; null: it has none
     */
    public static Ruling judgeBest(float score, @Nullable Float lead, @Nullable Float negativeLead, Bar bar) {
        Ruling ruling = byThreshold(score, bar);
        if (ruling.outcome() != Outcome.NO_MATCH && negativeLead != null) {
            ruling = byNegative(negativeLead, bar.noise(), ruling);
        }
        return ruling.outcome() == Outcome.MATCH && lead != null && lead <= bar.scoreNoise()
                ? new Ruling(Outcome.UNCERTAIN, Reasons.RUNNER_UP_WITHIN_NOISE)
                : ruling;
    }

    private static Ruling byThreshold(float score, Bar bar) {
        if (Math.abs(score - bar.threshold()) <= bar.scoreNoise()) {
            return new Ruling(Outcome.UNCERTAIN, Reasons.THRESHOLD_WITHIN_NOISE);
        }
        if (score > bar.threshold()) {
            return new Ruling(Outcome.MATCH, null);
        }
        boolean forReview = bar.reviewFrom() != null && score >= bar.reviewFrom() - bar.scoreNoise();
        return forReview ? new Ruling(Outcome.UNCERTAIN, Reasons.REVIEW_ZONE) : new Ruling(Outcome.NO_MATCH, null);
    }

    private static Ruling byNegative(float lead, float noise, Ruling otherwise) {
        if (lead > noise) {
            return new Ruling(Outcome.NO_MATCH, Reasons.NEGATIVE_EXEMPLAR);
        }
        return lead >= -noise ? new Ruling(Outcome.UNCERTAIN, Reasons.NEGATIVE_EXEMPLAR) : otherwise;
    }
}
