package io.siamese.encoder.vector;

/** Measures how alike two embeddings of one encoder are: larger is more alike. Symmetric and thread-safe. */
public sealed interface Similarity permits CosineSimilarity, WeightedL1Similarity {

    /**
     * @param a one embedding, float {@code [D]}
     * @param b another of the same encoder, float {@code [D]}
     * @return the similarity, never rescaled
     * @throws IllegalArgumentException if the lengths differ
     */
    float of(float[] a, float[] b);

    /**
     * The mean template of several embeddings, for the fusion {@code MEAN}: their mean, brought to unit length where this
     * compares unit vectors. Embeddings that cancel each other out have the mean 0.
     *
     * @param sum of the embeddings, double {@code [D]}; not changed
     * @param count how many were summed, at least 1
     * @return float {@code [D]}
     */
    float[] meanTemplate(double[] sum, int count);

    /** {@code a · b} of unit vectors, in [-1, 1] up to rounding. */
    static Similarity cosine() {
        return new CosineSimilarity();
    }

    /**
     * {@code bias − Σ weights[j] · |a[j] − b[j]|}: the logit of Koch, Zemel, Salakhutdinov 2015 (section 3.1) with the
     * sign of its weights turned, so that larger is more alike.
     *
     * @param weights float {@code [D]}
     */
    static Similarity weightedL1(float[] weights, float bias) {
        return new WeightedL1Similarity(weights.clone(), bias);
    }
}
