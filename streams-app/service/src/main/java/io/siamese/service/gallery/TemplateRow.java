package io.siamese.service.gallery;

import io.siamese.events.ExemplarKind;

/**
 * Holds what stands beside the numbers of a row: of a template, or of the mean of a subject's templates.
 *
 * @param exemplar its name; of a mean: empty
 * @param kind only POSITIVE rows make candidates
 * @param validUntil record time from which it is no longer compared; of a mean: from which it is no longer the mean
 * @param slot the subject's place among the means
 * @param exemplars that it is the mean of; of a template: 1
 * @param exemplarOffset offset of the template's exemplar in its topic; -1: not known, or of a mean
 */
record TemplateRow(
        String subject,
        String exemplar,
        ExemplarKind kind,
        long validUntil,
        int slot,
        int exemplars,
        long exemplarOffset) {

    static TemplateRow from(GalleryTemplate template, String subject, int slot) {
        return new TemplateRow(
                subject,
                template.exemplar(),
                template.kind(),
                template.validUntil(),
                slot,
                1,
                template.exemplarOffset());
    }

    /** A place among the means without a subject, or of one that makes no candidate. */
    static TemplateRow noMean(int slot) {
        return new TemplateRow("", "", ExemplarKind.UNKNOWN, Long.MAX_VALUE, slot, 0, -1);
    }

    boolean isPositive() {
        return kind == ExemplarKind.POSITIVE;
    }

    boolean isComparedAt(long at) {
        return isPositive() && at < validUntil;
    }

    boolean isNegativeAt(long at) {
        return kind == ExemplarKind.NEGATIVE && at < validUntil;
    }
}
