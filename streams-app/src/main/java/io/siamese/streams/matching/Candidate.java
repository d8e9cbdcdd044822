package io.siamese.streams.matching;

/**
 * A subject that a probe may show.
 *
 * @param subject the enrolled identity
 * @param exemplar the subject's exemplar of greatest similarity
 * @param similarity similarity of that exemplar; cosine: in [-1, 1]
 * @param score what is compared with the threshold: similarity after fusion of the subject's exemplars, same scale
 * @param exemplars number of the subject's exemplars that were compared
 */
public record Candidate(String subject, String exemplar, float similarity, float score, int exemplars) {}
