package io.siamese.streams.matching;

import io.siamese.events.Outcome;
import io.siamese.schemas.Reasons;
import org.jspecify.annotations.Nullable;

/**
 * Applies a policy to candidates. A score, or a lead over the runner-up, that lies within the numerical noise of the
 * encoder decides nothing: the same image in another batch could come out on the other side.
 */
public final class Judge {
    private final float noise;

    /** @param noise greatest difference of a score between two computations of the same image on this machine, at least 0 */
    public Judge(float noise) {
        this.noise = noise;
    }

    /** Noise of a score, as decisions state it. */
    public float noise() {
        return noise;
    }

    /** Judges the candidates of one probe. */
    public Verdict judge(Candidates candidates, Policy policy) {
        return switch (candidates.kind()) {
            case UNKNOWN_GALLERY -> noReference(Reasons.UNKNOWN_GALLERY);
            case UNKNOWN_SUBJECT -> noReference(Reasons.UNKNOWN_SUBJECT);
            case VERIFICATION ->
                compare(candidates, policy.verification(candidates.best().get(0).exemplars()));
            case IDENTIFICATION -> compare(candidates, policy.identification(candidates.subjects()));
        };
    }

    private Verdict compare(Candidates candidates, Threshold threshold) {
        Candidate best = candidates.best().get(0);
        Float margin = margin(candidates);
        if (Math.abs(best.score() - threshold.score()) <= noise) {
            return new Verdict(Outcome.UNCERTAIN, Reasons.THRESHOLD_WITHIN_NOISE, null, margin, threshold);
        }
        if (best.score() < threshold.score()) {
            return new Verdict(Outcome.NO_MATCH, null, null, margin, threshold);
        }
        if (margin != null && margin <= noise) {
            return new Verdict(Outcome.UNCERTAIN, Reasons.RUNNER_UP_WITHIN_NOISE, null, margin, threshold);
        }
        return new Verdict(Outcome.MATCH, null, best.subject(), margin, threshold);
    }

    private static @Nullable Float margin(Candidates candidates) {
        return candidates.best().size() < 2
                ? null
                : candidates.best().get(0).score() - candidates.best().get(1).score();
    }

    private static Verdict noReference(String reason) {
        return new Verdict(Outcome.NO_REFERENCE, reason, null, null, null);
    }
}
