package io.siamese.trainer.trials;

/** How the exemplars of a subject become one score. */
public enum Fusion {
    /** The similarity of the most similar exemplar. */
    BEST {
        @Override
        public float score(Scorer scorer, float[] probe, float[][] exemplars) {
            float best = Float.NEGATIVE_INFINITY;
            for (float[] exemplar : exemplars) {
                best = Math.max(best, scorer.score(probe, exemplar));
            }
            return best;
        }
    },
    /** The similarity to the mean of the exemplars, a single template: of unit length where the similarity is cosine. */
    MEAN {
        @Override
        public float score(Scorer scorer, float[] probe, float[][] exemplars) {
            return scorer.scoreOfMean(probe, exemplars);
        }
    };

    public abstract float score(Scorer scorer, float[] probe, float[][] exemplars);
}
