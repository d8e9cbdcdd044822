package io.siamese.encoder.card;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.siamese.encoder.vector.Similarity;
import java.util.List;
import java.util.Objects;

/**
 * Names the similarity that compares two embeddings of the model.
 *
 * @param kind {@link #COSINE} or {@link #WEIGHTED_L1}
 * @param weights one a dimension for weighted-l1, empty for cosine
 * @param bias for weighted-l1, 0 for cosine
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SimilaritySpec(String kind, List<Float> weights, float bias) {
    /** Dot product of unit vectors. */
    public static final String COSINE = "cosine";
    /** {@code bias − Σ weights · |a − b|}. */
    public static final String WEIGHTED_L1 = "weighted-l1";

    public SimilaritySpec {
        Objects.requireNonNull(kind, "Model card: similarity.kind is missing");
        if (!kind.equals(COSINE) && !kind.equals(WEIGHTED_L1)) {
            throw new IllegalArgumentException(
                    "Model card: similarity.kind=" + kind + " is neither " + COSINE + " nor " + WEIGHTED_L1);
        }
        weights = weights == null ? List.of() : List.copyOf(weights);
    }

    public static SimilaritySpec cosine() {
        return new SimilaritySpec(COSINE, List.of(), 0);
    }

    /** The similarity that is described. */
    public Similarity similarity() {
        if (kind.equals(COSINE)) {
            return Similarity.cosine();
        }
        float[] numbers = new float[weights.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = weights.get(i);
        }
        return Similarity.weightedL1(numbers, bias);
    }

    void checkDimension(int dimension) {
        int expected = kind.equals(COSINE) ? 0 : dimension;
        if (weights.size() != expected) {
            throw new IllegalArgumentException("Model card: similarity.weights has " + weights.size() + " values, "
                    + kind + " of dimension " + dimension + " needs " + expected);
        }
    }
}
