package io.siamese.service.gallery;

import io.siamese.encoder.vector.Similarity;
import io.siamese.events.ExemplarKind;

/**
 * The mean template of a subject's positive exemplars, computed from all of them at each change, so that it does not
 * depend on the way there.
 *
 * @param row says until when it is the mean, and of how many
 * @param numbers float[d]
 */
record MeanTemplate(TemplateRow row, float[] numbers) {
    static MeanTemplate none(int slot, int dimension) {
        return new MeanTemplate(TemplateRow.noMean(slot), new float[dimension]);
    }

    static MeanTemplate from(Panels panels, SubjectRows enrolled, int dimension, Similarity similarity) {
        double[] sum = new double[dimension];
        float[] embedding = new float[dimension];
        String subject = "";
        long validUntil = Long.MAX_VALUE;
        int count = 0;
        for (int place : enrolled.rows()) {
            TemplateRow row = panels.row(place);
            if (row.isPositive()) {
                panels.read(place, embedding);
                add(sum, embedding);
                subject = row.subject();
                validUntil = Math.min(validUntil, row.validUntil());
                count++;
            }
        }
        return count == 0
                ? none(enrolled.slot(), dimension)
                : new MeanTemplate(
                        new TemplateRow(subject, "", ExemplarKind.POSITIVE, validUntil, enrolled.slot(), count),
                        similarity.mean(sum, count));
    }

    static void add(double[] sum, float[] embedding) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += embedding[i];
        }
    }
}
