package io.siamese.trainer.eval;

/** How a probe's embedding and an exemplar's become a score: larger is more alike. Thread-safe. */
@FunctionalInterface
public interface Scorer {

    float score(float[] probe, float[] exemplar);

    /** The score against the mean of the exemplars, which here is their element-wise mean. */
    default float scoreOfMean(float[] probe, float[][] exemplars) {
        float[] mean = new float[probe.length];
        for (float[] exemplar : exemplars) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += exemplar[i] / exemplars.length;
            }
        }
        return score(probe, mean);
    }

    /** The dot product of unit vectors; a mean template has unit length too. */
    static Scorer cosine() {
        return new CosineScorer();
    }
}
