package io.siamese.service.replay;

import io.siamese.events.MatchDecision;

/**
 * A decision as it lies in its topic.
 *
 * @param partition of topic match-decisions, which is its image's too
 * @param offset in topic match-decisions
 * @param at when the broker took it, in milliseconds
 */
record Recorded(MatchDecision decision, int partition, long offset, long at) {
    String sourceName() {
        return decision.getSource().getTopic() + "-" + decision.getSource().getPartition() + "-"
                + decision.getSource().getOffset();
    }
}
