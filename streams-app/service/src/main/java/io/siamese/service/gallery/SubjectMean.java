package io.siamese.service.gallery;

import io.siamese.encoder.vector.MeanTemplate;
import io.siamese.encoder.vector.Similarity;
import io.siamese.events.ExemplarKind;

/**
 * Keeps the mean template of a subject's positive exemplars. It is computed from all of them at each change, so that it does
 * not depend on the way there.
 *
 * @param row says until when it is the mean, and of how many
 * @param numbers float[d]
 */
record SubjectMean(TemplateRow row, float[] numbers) {
    static SubjectMean noMean(int slot, int dimension) {
        return new SubjectMean(TemplateRow.noMean(slot), new float[dimension]);
    }

    static SubjectMean computeFrom(Panels panels, SubjectRows enrolled, int dimension, Similarity similarity) {
        MeanTemplate mean = new MeanTemplate(similarity, dimension);
        float[] embedding = new float[dimension];
        String subject = "";
        long validUntil = Long.MAX_VALUE;
        for (int place : enrolled.rows()) {
            TemplateRow row = panels.row(place);
            if (row.isPositive()) {
                panels.readRow(place, embedding);
                mean.add(embedding);
                subject = row.subject();
                validUntil = Math.min(validUntil, row.validUntil());
            }
        }
        return mean.count() == 0
                ? noMean(enrolled.slot(), dimension)
                : new SubjectMean(
                        new TemplateRow(
                                subject, "", ExemplarKind.POSITIVE, validUntil, enrolled.slot(), mean.count(), -1),
                        mean.numbers());
    }
}
