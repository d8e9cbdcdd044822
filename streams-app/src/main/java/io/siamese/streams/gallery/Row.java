package io.siamese.streams.gallery;

import io.siamese.events.ExemplarKind;

/** What stands beside the numbers of a template. */
record Row(String subject, String exemplar, boolean compared, long validUntil) {

    static Row of(GalleryTemplate template) {
        return new Row(
                template.subject(),
                template.exemplar(),
                template.kind() == ExemplarKind.POSITIVE,
                template.validUntil());
    }

    /** The same row with an equal name that is in memory already. */
    Row withSubject(String known) {
        return new Row(known, exemplar, compared, validUntil);
    }

    boolean isComparedAt(long at) {
        return compared && at < validUntil;
    }
}
