package io.siamese.service.matching;

import org.jspecify.annotations.Nullable;

/**
 * A subject that a probe may show.
 *
 * @param subject the enrolled identity
 * @param exemplar the subject's exemplar of greatest similarity
 * @param similarity similarity of that exemplar; cosine: in [-1, 1]
 * @param score what is compared with the threshold: made of the similarities of the subject's exemplars, see {@link io.siamese.encoder.score.FusedScore}
 * @param exemplars number of the subject's exemplars that were compared
 * @param negative the subject's negative exemplar of greatest similarity; null: it has none
 */
public record Candidate(
        String subject,
        String exemplar,
        float similarity,
        float score,
        int exemplars,
        @Nullable Negative negative) {
    /**
     * An exemplar that looks like the subject and is not.
     *
     * @param similarity to the probe, on the scale of the candidate's
     */
    public record Negative(String exemplar, float similarity) {}

    /** Without negative exemplars. */
    public Candidate(String subject, String exemplar, float similarity, float score, int exemplars) {
        this(subject, exemplar, similarity, score, exemplars, null);
    }
}
