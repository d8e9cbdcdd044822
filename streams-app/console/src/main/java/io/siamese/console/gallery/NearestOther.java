package io.siamese.console.gallery;

import io.siamese.encoder.vector.Similarity;
import io.siamese.events.ExemplarKind;
import io.siamese.schemas.key.ExemplarKey;
import java.util.List;
import java.util.Optional;

/**
 * Names the exemplar of another subject that is most similar to an exemplar of a subject. The nearer it is, the
 * likelier the two subjects are taken for each other.
 *
 * @param own the exemplar of the subject
 * @param other the exemplar of the other subject
 */
public record NearestOther(ExemplarKey own, ExemplarKey other, float similarity) {

    /**
     * Compares all positive exemplars of a subject with those of all others in its gallery.
     *
     * @param gallery the templates of one gallery and one encoder
     * @return empty where there is no other subject
     */
    public static Optional<NearestOther> findAmong(
            String subject, List<EnrolledTemplate> gallery, Similarity similarity) {
        NearestOther nearest = null;
        for (EnrolledTemplate own : gallery) {
            if (isPositive(own) && own.key().subject().equals(subject)) {
                for (EnrolledTemplate other : gallery) {
                    if (isPositive(other) && !other.key().subject().equals(subject)) {
                        float found = similarity.of(own.embedding(), other.embedding());
                        if (nearest == null || found > nearest.similarity()) {
                            nearest = new NearestOther(own.key(), other.key(), found);
                        }
                    }
                }
            }
        }
        return Optional.ofNullable(nearest);
    }

    private static boolean isPositive(EnrolledTemplate template) {
        return template.kind() == ExemplarKind.POSITIVE && template.embedding().length > 0;
    }
}
