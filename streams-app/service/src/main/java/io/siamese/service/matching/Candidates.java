package io.siamese.service.matching;

import java.util.List;

/**
 * What one search found.
 *
 * @param kind whether one subject was compared, or all, or why none
 * @param best best first, one per subject, at most k; empty unless something was compared
 * @param subjects number of the gallery's subjects that could be candidates, at the search's epoch and the probe's record
 *     time: the N of FPIR(N, T)
 */
public record Candidates(Kind kind, List<Candidate> best, int subjects) {
    /** How the candidates came about. */
    public enum Kind {
        /** The claimed subject's exemplars were compared (1:1). */
        VERIFICATION,
        /** All subjects were compared (1:N). */
        IDENTIFICATION,
        /** The gallery holds no template. */
        UNKNOWN_GALLERY,
        /** The claimed subject has no template in the gallery. */
        UNKNOWN_SUBJECT
    }

    public Candidates {
        best = List.copyOf(best);
    }

    /** Nothing to compare with. */
    public static Candidates none(Kind kind, int subjects) {
        return new Candidates(kind, List.of(), subjects);
    }
}
