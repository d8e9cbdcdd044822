package io.siamese.trainer;

import io.siamese.encoder.card.SimilaritySpec;
import io.siamese.encoder.vector.Similarity;
import io.siamese.trainer.eval.Scorer;
import java.util.ArrayList;
import java.util.List;

/** The head of Koch's network as a similarity: {@code β − Σ (−α_j) |a_j − b_j|}, the logit of "same class". */
final class WeightedL1 {

    private WeightedL1() {}

    static SimilaritySpec spec(float[] alpha, float beta) {
        List<Float> weights = new ArrayList<>();
        for (float each : alpha) {
            weights.add(-each);
        }
        return new SimilaritySpec(SimilaritySpec.WEIGHTED_L1, weights, beta);
    }

    static Scorer scorer(SimilaritySpec spec) {
        float[] weights = new float[spec.weights().size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = spec.weights().get(i);
        }
        return Similarity.weightedL1(weights, spec.bias())::of;
    }
}
