package io.siamese.service.gallery;

import io.siamese.events.ExemplarKind;

/**
 * A template as the gallery keeps it.
 *
 * @param gallery its gallery
 * @param subject its subject
 * @param exemplar its exemplar's name, unique within the subject
 * @param kind only POSITIVE templates are compared
 * @param embedding float[d] of unit length; not copied, not to be changed
 * @param validUntil milliseconds of record time from which it is no longer compared; {@link Long#MAX_VALUE}: never
 * @param exemplarOffset offset of the exemplar in its topic; -1: not known
 */
public record GalleryTemplate(
        String gallery,
        String subject,
        String exemplar,
        ExemplarKind kind,
        float[] embedding,
        long validUntil,
        long exemplarOffset) {

    /** A template whose exemplar's offset is not known. */
    public GalleryTemplate(
            String gallery, String subject, String exemplar, ExemplarKind kind, float[] embedding, long validUntil) {
        this(gallery, subject, exemplar, kind, embedding, validUntil, -1);
    }
}
