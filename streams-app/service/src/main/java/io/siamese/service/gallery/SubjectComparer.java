package io.siamese.service.gallery;

import io.siamese.encoder.score.FusedScore;
import io.siamese.encoder.vector.MeanTemplate;
import io.siamese.encoder.vector.Similarity;
import io.siamese.service.matching.Candidate;
import org.jspecify.annotations.Nullable;

/** Compares a probe with all that is known of one subject, one exemplar after the other. Not thread-safe. */
final class SubjectComparer {
    private final Similarity similarity;
    private final float[] embedding;
    private final MeanTemplate mean;

    SubjectComparer(Similarity similarity, int dimension) {
        this.similarity = similarity;
        embedding = new float[dimension];
        mean = new MeanTemplate(similarity, dimension);
    }

    /** The subject as a candidate, or null where no exemplar of it is compared at the probe's time. */
    @Nullable
    Candidate compare(Gallery gallery, String subject, GalleryQuery query, FusedScore scoring) {
        mean.clear();
        TemplateRow best = null;
        float bestSimilarity = 0;
        for (int place : gallery.rows(subject)) {
            TemplateRow row = gallery.panels().row(place);
            if (row.isComparedAt(query.at())) {
                float value = similarityOf(gallery, place, query);
                mean.add(embedding);
                if (best == null || isBetter(value, row, bestSimilarity, best)) {
                    best = row;
                    bestSimilarity = value;
                }
            }
        }
        if (best == null) {
            return null;
        }
        float toMean = scoring.needsMean() ? similarity.of(query.probe(), mean.numbers()) : 0;
        return new Candidate(
                best.subject(),
                best.exemplar(),
                bestSimilarity,
                scoring.score(mean.count(), bestSimilarity, toMean),
                mean.count(),
                negative(gallery, subject, query));
    }

    private static boolean isBetter(float value, TemplateRow row, float bestValue, TemplateRow best) {
        int order = Float.compare(value, bestValue);
        return order > 0 || order == 0 && row.exemplar().compareTo(best.exemplar()) < 0;
    }

    /** The subject's nearest negative exemplar at the probe's time; null: none. */
    Candidate.@Nullable Negative negative(Gallery gallery, String subject, GalleryQuery query) {
        Candidate.Negative nearest = null;
        for (int place : gallery.rows(subject)) {
            TemplateRow row = gallery.panels().row(place);
            if (row.isNegativeAt(query.at())) {
                float value = similarityOf(gallery, place, query);
                if (nearest == null || value > nearest.similarity()) {
                    nearest = new Candidate.Negative(row.exemplar(), value);
                }
            }
        }
        return nearest;
    }

    private float similarityOf(Gallery gallery, int place, GalleryQuery query) {
        gallery.panels().readRow(place, embedding);
        return similarity.of(query.probe(), embedding);
    }
}
