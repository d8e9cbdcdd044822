package io.siamese.trainer.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;

/**
 * The logistic loss of "same class" against one threshold that all pairs share:
 * {@code softplus(-y · scale · (cos - threshold))}, y = 1 for a mated pair and -1 otherwise, summed over all pairs and divided
 * by the number of rows (Zhai et al. 2023, section 3.2). A softmax only ranks; this fixes where mated ends.
 */
final class PairLogistic {

    private final double scale;
    private final double threshold;

    PairLogistic(double scale, double threshold) {
        this.scale = scale;
        this.threshold = threshold;
    }

    NDArray loss(NDArray a, NDArray b, int[] classes) {
        int n = classes.length;
        float[] sign = new float[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                sign[i * n + j] = classes[i] == classes[j] ? -1 : 1;
            }
        }
        NDArray logits = a.matMul(b.transpose()).sub((float) threshold).mul((float) scale);
        NDArray signed = logits.mul(a.getManager().create(sign, new Shape(n, n)));
        return Activation.softPlus(signed).sum().div(n);
    }
}
