package io.siamese.service.gallery;

import org.jspecify.annotations.Nullable;

/**
 * The positive exemplars nearest to a newcomer.
 *
 * @param own of its subject, the newcomer's own name left out; null: there is none
 * @param other of another subject; null: there is none
 * @param subjects of the gallery that could be candidates
 * @param epoch that was searched
 */
public record Neighbours(@Nullable Neighbour own, @Nullable Neighbour other, int subjects, long epoch) {
    /** An exemplar, and how similar it is. */
    public record Neighbour(String subject, String exemplar, float similarity) {
        boolean isSameAs(GalleryTemplate template) {
            return subject.equals(template.subject()) && exemplar.equals(template.exemplar());
        }
    }
}
