package io.siamese.trainer.trials;

import io.siamese.encoder.vector.Similarity;

/** Dot products, as when serving. */
final class CosineScorer implements Scorer {

    private static final Similarity SIMILARITY = Similarity.cosine();

    @Override
    public float score(float[] probe, float[] exemplar) {
        return SIMILARITY.of(probe, exemplar);
    }

    /** Of unit length. */
    @Override
    public float[] mean(float[][] exemplars) {
        float[] mean = Scorer.super.mean(exemplars);
        double length = Math.sqrt(SIMILARITY.of(mean, mean));
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (mean[i] / length);
        }
        return mean;
    }
}
