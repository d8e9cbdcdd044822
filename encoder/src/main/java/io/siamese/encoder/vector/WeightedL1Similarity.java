package io.siamese.encoder.vector;

/** Computes the learned distance of the Koch network, as a similarity. */
final class WeightedL1Similarity implements Similarity {
    private final float[] weights;
    private final float bias;

    WeightedL1Similarity(float[] weights, float bias) {
        this.weights = weights;
        this.bias = bias;
    }

    float weight(int i) {
        return weights[i];
    }

    float[] weights() {
        return weights;
    }

    float bias() {
        return bias;
    }

    @Override
    public float[] meanTemplate(double[] sum, int count) {
        float[] mean = new float[sum.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sum[i] / count);
        }
        return mean;
    }

    @Override
    public float of(float[] a, float[] b) {
        if (a.length != weights.length || b.length != weights.length) {
            throw new IllegalArgumentException(
                    "Embeddings of " + a.length + " and " + b.length + " dimensions, weights of " + weights.length);
        }
        float distance = 0;
        for (int i = 0; i < weights.length; i++) {
            distance += weights[i] * Math.abs(a[i] - b[i]);
        }
        return bias - distance;
    }
}
