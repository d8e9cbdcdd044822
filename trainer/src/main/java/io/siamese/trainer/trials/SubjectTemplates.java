package io.siamese.trainer.trials;

import io.siamese.encoder.score.FusedScore;
import io.siamese.encoder.vector.MeanTemplate;
import io.siamese.encoder.vector.Similarity;

/** Holds the templates of one enrolled subject: its exemplars' embeddings, and the mean template that is made of them. */
public final class SubjectTemplates {

    private final Similarity similarity;
    private final float[][] exemplars;
    private final float[] mean;

    /** @param exemplars float {@code [exemplars, dimension]}, at least one */
    public SubjectTemplates(Similarity similarity, float[][] exemplars) {
        this.similarity = similarity;
        this.exemplars = exemplars;
        MeanTemplate template = new MeanTemplate(similarity, exemplars[0].length);
        for (float[] exemplar : exemplars) {
            template.add(exemplar);
        }
        mean = template.numbers();
    }

    /** The similarity of the most similar exemplar. */
    float bestSimilarity(float[] probe) {
        float best = Float.NEGATIVE_INFINITY;
        for (float[] exemplar : exemplars) {
            best = Math.max(best, similarity.of(probe, exemplar));
        }
        return best;
    }

    /** The similarity to the mean template. */
    float meanSimilarity(float[] probe) {
        return similarity.of(probe, mean);
    }

    /** The subject's score for a probe. */
    public float score(FusedScore fusion, float[] probe) {
        return fusion.score(
                exemplars.length,
                fusion.needsBest() ? bestSimilarity(probe) : 0,
                fusion.needsMean() ? meanSimilarity(probe) : 0);
    }
}
