package io.siamese.encoder.vector;

import java.util.Arrays;

/**
 * Sums the embeddings of one subject, and gives their mean template. The sum is kept in double precision, so that the mean
 * hardly depends on the order. The mean has unit length where the similarity compares unit vectors; embeddings that cancel
 * each other out have the mean 0. Not thread-safe.
 */
public final class MeanTemplate {

    private final Similarity similarity;
    private final double[] sum;
    private int count;

    /** @param dimension of the embeddings */
    public MeanTemplate(Similarity similarity, int dimension) {
        this.similarity = similarity;
        this.sum = new double[dimension];
    }

    /** @param embedding float {@code [D]}; not kept */
    public void add(float[] embedding) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += embedding[i];
        }
        count++;
    }

    /** How many embeddings were added. */
    public int count() {
        return count;
    }

    /** The mean template, a new float {@code [D]}; needs an embedding. */
    public float[] numbers() {
        return similarity.meanTemplate(sum, count);
    }

    /** Forgets the embeddings, for the next subject. */
    public void clear() {
        Arrays.fill(sum, 0);
        count = 0;
    }
}
