package io.siamese.service.replay;

/**
 * What a replay says about one decision.
 *
 * @param source topic-partition-offset of the image
 * @param decisionOffset offset in topic match-decisions
 * @param detail why, or what differs; empty where it agrees
 */
public record ReplayFinding(Kind kind, String source, long decisionOffset, String detail) {
    /** How a decision compares with its replay. */
    public enum Kind {
        /** The same comes out, numbers within the recorded noise. */
        AGREES,
        /** Something else comes out, from the same data. */
        DIFFERS,
        /** What it was made of is not there any more, or not all of it surely is. */
        OUTSIDE
    }
}
