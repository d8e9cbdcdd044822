package io.siamese.trainer.eval;

/** Dot products, summed in their order. */
final class CosineScorer implements Scorer {

    @Override
    public float score(float[] probe, float[] exemplar) {
        return EmbeddedClass.cosine(probe, exemplar);
    }

    @Override
    public float scoreOfMean(float[] probe, float[][] exemplars) {
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
}
