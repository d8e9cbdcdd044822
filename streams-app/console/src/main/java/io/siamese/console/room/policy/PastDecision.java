package io.siamese.console.room.policy;

import io.siamese.events.Candidate;
import io.siamese.events.Fusion;
import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Holds what page Policy shows of a decision.
 *
 * @param claimed whether it was a claim, and not a search
 * @param subject the best candidate
 * @param exemplars of the best candidate
 */
record PastDecision(
        String imageId,
        boolean claimed,
        Outcome outcome,
        String subject,
        float score,
        int exemplars,
        int subjects,
        Fusion fusion,
        @Nullable Float threshold,
        String decidedAt) {

    /** @param decision with a candidate that has a score */
    static PastDecision of(MatchDecision decision) {
        Candidate best = decision.getCandidates().get(0);
        return new PastDecision(
                decision.getImageId(),
                decision.getClaimedSubject() != null,
                decision.getOutcome(),
                best.getSubject(),
                best.getScore(),
                best.getExemplars(),
                decision.getSubjects(),
                decision.getFusion(),
                decision.getThreshold(),
                decision.getDecidedAt().toString());
    }
}
