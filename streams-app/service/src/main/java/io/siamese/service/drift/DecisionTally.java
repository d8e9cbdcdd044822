package io.siamese.service.drift;

import io.siamese.encoder.drift.ImageTally;
import io.siamese.events.Candidate;
import io.siamese.events.Fusion;
import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import io.siamese.schemas.Reasons;
import java.util.Set;

/** Counts what a decision says about its image. */
public final class DecisionTally {
    /** Rejections that tell of the image, and not of its record. */
    private static final Set<String> OF_THE_IMAGE = Set.of(
            Reasons.EMPTY_IMAGE,
            Reasons.UNSUPPORTED_FORMAT,
            Reasons.IMAGE_TOO_LARGE,
            Reasons.CORRUPT_IMAGE,
            Reasons.IMAGE_TOO_SMALL,
            Reasons.CROP_TOO_SMALL,
            Reasons.BLANK_IMAGE,
            Reasons.NOT_COMPARABLE);

    private DecisionTally() {}

    /** Counts one decision. A decision of a release that did not measure images counts for its score alone. */
    public static void countDecision(MatchDecision decision, ImageTally tally) {
        if (decision.getContrast() != null && decision.getInk() != null) {
            tally.compared(decision.getContrast(), decision.getInk());
        } else if (decision.getOutcome() == Outcome.REJECTED
                && decision.getReason() != null
                && OF_THE_IMAGE.contains(decision.getReason())) {
            tally.rejected();
        }
        if (isMatchedClaim(decision)) {
            countScore(decision, tally);
        }
    }

    /** Scores of searches tell more about how many of those who search are enrolled. */
    private static boolean isMatchedClaim(MatchDecision decision) {
        return decision.getOutcome() == Outcome.MATCH
                && decision.getClaimedSubject() != null
                && decision.getFusion() == Fusion.BEST
                && decision.getThreshold() != null
                && !decision.getCandidates().isEmpty();
    }

    private static void countScore(MatchDecision decision, ImageTally tally) {
        Candidate best = decision.getCandidates().get(0);
        if (best.getScore() != null) {
            tally.matched(best.getScore(), decision.getThreshold(), Math.max(1, best.getExemplars()));
        }
    }
}
