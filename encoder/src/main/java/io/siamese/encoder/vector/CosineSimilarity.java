package io.siamese.encoder.vector;

/** Computes the dot product of two unit vectors. Faster kernels are compared with it. */
final class CosineSimilarity implements Similarity {

    @Override
    public float[] meanTemplate(double[] sum, int count) {
        double squares = 0;
        for (double number : sum) {
            squares += number * number;
        }
        double scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
        float[] mean = new float[sum.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sum[i] * scale);
        }
        return mean;
    }

    @Override
    public float of(float[] a, float[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException("Embeddings of " + a.length + " and " + b.length + " dimensions");
        }
        // Four sums: one would wait for each addition before it starts the next.
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = 0;
        for (; i + 3 < a.length; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            s0 += a[i] * b[i];
        }
        return (s0 + s1) + (s2 + s3);
    }
}
