package io.siamese.service.matching;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Holds what one search found.
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
        UNKNOWN_SUBJECT;

        private Kind mergedWith(Kind other) {
            if (other == UNKNOWN_GALLERY || this == IDENTIFICATION && other == IDENTIFICATION) {
                return this;
            }
            if (this == UNKNOWN_GALLERY) {
                return other;
            }
            boolean isClaim = this != IDENTIFICATION && other != IDENTIFICATION;
            if (!isClaim || this == VERIFICATION && other == VERIFICATION) {
                throw new IllegalArgumentException("candidates of kinds " + this + " and " + other + " do not merge");
            }
            return this == VERIFICATION ? this : other;
        }
    }

    /** Equal scores are ordered by name, so that the order depends on the data alone. */
    private static final Comparator<Candidate> BEST_FIRST =
            Comparator.comparing(Candidate::score).reversed().thenComparing(Candidate::subject);

    public Candidates {
        best = List.copyOf(best);
    }

    /** Nothing to compare with. */
    public static Candidates withoutComparison(Kind kind, int subjects) {
        return new Candidates(kind, List.of(), subjects);
    }

    /**
     * Joins what two shards of one gallery found for the same probe. Each subject is in one shard, with all its exemplars.
     *
     * @param k greatest number of candidates, at least 1
     * @return the k best of both; the number of subjects is the sum
     * @throws IllegalArgumentException if one shard verified a claim and the other searched for everybody, or if both hold
     *     the claimed subject
     */
    public Candidates merge(Candidates other, int k) {
        List<Candidate> all = new ArrayList<>(best);
        all.addAll(other.best);
        all.sort(BEST_FIRST);
        Kind merged = kind.mergedWith(other.kind);
        return new Candidates(merged, all.subList(0, Math.min(k, all.size())), subjects + other.subjects);
    }
}
