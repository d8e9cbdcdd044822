package io.siamese.service.matching;

import io.siamese.encoder.score.FusedScore;
import io.siamese.events.Outcome;
import io.siamese.schemas.Reasons;
import io.siamese.schemas.ruling.Bar;
import io.siamese.schemas.ruling.Ruling;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Applies a policy to candidates. */
public final class Judge {
    private final float noise;

    /** @param noise greatest difference of a similarity between two computations of the same image on this machine, at least 0 */
    public Judge(float noise) {
        this.noise = noise;
    }

    /** Judges the candidates of one probe. */
    public Verdict judge(Candidates candidates, Policy policy) {
        return switch (candidates.kind()) {
            case UNKNOWN_GALLERY -> noReference(Reasons.UNKNOWN_GALLERY);
            case UNKNOWN_SUBJECT -> noReference(Reasons.UNKNOWN_SUBJECT);
            case VERIFICATION ->
                compare(
                        candidates,
                        policy,
                        policy.verification(candidates.best().get(0).exemplars()));
            case IDENTIFICATION ->
                compare(
                        candidates,
                        policy,
                        policy.identification(
                                candidates.subjects(), candidates.best().get(0).exemplars()));
        };
    }

    private Verdict compare(Candidates candidates, Policy policy, Threshold threshold) {
        Candidate best = candidates.best().get(0);
        Float margin = margin(candidates);
        float scoreNoise = scoreNoise(candidates, policy.scoring());
        Float negativeLead = best.negative() == null ? null : best.negative().similarity() - best.similarity();
        Bar bar = new Bar(threshold.score(), threshold.reviewFrom(), noise, scoreNoise);
        Ruling ruling = Ruling.judgeBest(best.score(), margin, negativeLead, bar);
        String subject = ruling.outcome() == Outcome.MATCH ? best.subject() : null;
        return new Verdict(ruling.outcome(), ruling.reason(), subject, margin, threshold, scoreNoise);
    }

    /** Of the best candidate and the runner-up: with fewer or more exemplars, the same similarities weigh differently. */
    private float scoreNoise(Candidates candidates, FusedScore scoring) {
        List<Candidate> best = candidates.best();
        double greatest = scoring.scoreNoise(noise, best.get(0).exemplars());
        return (float)
                (best.size() < 2
                        ? greatest
                        : Math.max(
                                greatest, scoring.scoreNoise(noise, best.get(1).exemplars())));
    }

    private static @Nullable Float margin(Candidates candidates) {
        return candidates.best().size() < 2
                ? null
                : candidates.best().get(0).score() - candidates.best().get(1).score();
    }

    private Verdict noReference(String reason) {
        return new Verdict(Outcome.NO_REFERENCE, reason, null, null, null, noise);
    }
}
