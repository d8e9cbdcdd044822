package io.siamese.trainer.eval;

/** How the exemplars of a subject become one score. */
public enum Fusion {
    /** The similarity of the most similar exemplar. */
    BEST {
        @Override
        float score(float[] probe, float[][] exemplars) {
            float best = Float.NEGATIVE_INFINITY;
            for (float[] exemplar : exemplars) {
                best = Math.max(best, EmbeddedClass.cosine(probe, exemplar));
            }
            return best;
        }
    },
    /** The cosine to the mean of the exemplars, a single template of unit length. */
    MEAN {
        @Override
        float score(float[] probe, float[][] exemplars) {
            float dot = 0;
            for (float[] exemplar : exemplars) {
                dot += EmbeddedClass.cosine(probe, exemplar);
            }
            double square = 0;
            for (float[] one : exemplars) {
                for (float[] other : exemplars) {
                    square += EmbeddedClass.cosine(one, other);
                }
            }
            return (float) (dot / Math.sqrt(square));
        }
    };

    abstract float score(float[] probe, float[][] exemplars);
}
