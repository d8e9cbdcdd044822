package io.siamese.console.room.gallery;

import io.siamese.events.EnrolmentStatus;
import io.siamese.events.ExemplarKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some subjects of a gallery, in the order of their names.
 *
 * @param total subjects that the search found
 * @param offset how many of them come before these
 */
record SubjectPage(int total, int offset, List<Subject> subjects) {

    /** @param nearest the other subject that it is likeliest taken for; null: there is none, or it cannot be computed */
    record Subject(
            String name, List<Exemplar> exemplars, @Nullable Nearest nearest) {}

    /**
     * An exemplar and what became of it.
     *
     * @param kind null where it has no template, as a rejected one
     * @param related key of the exemplar that a flag is about
     * @param enrolledAt ISO-8601
     * @param validUntil ISO-8601; null: until revoked
     */
    record Exemplar(
            String name,
            EnrolmentStatus status,
            @Nullable ExemplarKind kind,
            @Nullable String reason,
            @Nullable String related,
            List<String> flags,
            @Nullable String enrolledAt,
            @Nullable String validUntil) {}

    /** The exemplar of another subject that comes nearest to one of this subject. */
    record Nearest(String subject, String exemplar, String own, float similarity) {}
}
