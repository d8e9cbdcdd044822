package io.siamese.trainer.trials;

import io.siamese.encoder.card.SimilaritySpec;
import io.siamese.encoder.vector.Similarity;

/** How a probe's embedding and an exemplar's become a score: larger is more alike. Thread-safe. */
@FunctionalInterface
public interface Scorer {

    float score(float[] probe, float[] exemplar);

    /** The score against the mean of the exemplars, which here is their element-wise mean. */
    default float scoreOfMean(float[] probe, float[][] exemplars) {
        return score(probe, mean(exemplars));
    }

    /** The mean template, prepared once where many probes are compared with it. */
    default float[] mean(float[][] exemplars) {
        float[] mean = new float[exemplars[0].length];
        for (float[] exemplar : exemplars) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += exemplar[i] / exemplars.length;
            }
        }
        return mean;
    }

    /** The dot product of unit vectors; a mean template has unit length too. */
    static Scorer cosine() {
        return new CosineScorer();
    }

    /** As the model's card says. */
    static Scorer of(SimilaritySpec spec) {
        if (spec.kind().equals(SimilaritySpec.COSINE)) {
            return cosine();
        }
        float[] weights = new float[spec.weights().size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = spec.weights().get(i);
        }
        return Similarity.weightedL1(weights, spec.bias())::of;
    }
}
