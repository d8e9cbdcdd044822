package io.siamese.trainer.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;

/**
 * Each pair of partners must be more alike than the non-mated pairs of the whole batch: the mean over i of
 * {@code ln(1 + N / exp(s (c_ii - m)))}, where c are the cosines of {@code A Bᵀ} and N is the mean over rows k of the sum of
 * {@code exp(s c_kl)} over the rows l of other classes. {@link SymmetricSoftmax} takes row and column i in place of the mean, so
 * it never compares a mated pair with non-mated pairs of other images. A threshold for all images does.
 */
final class PooledSoftmax implements PairedLoss {

    // Far below any scaled cosine, and finite.
    private static final float MASKED = -1e4f;

    private final double scale;
    private final double margin;

    /** @param margin is taken off the cosine of each pair of partners */
    PooledSoftmax(double scale, double margin) {
        this.scale = scale;
        this.margin = margin;
    }

    @Override
    public NDArray computeLoss(NDArray a, NDArray b, int[] classes) {
        NDManager manager = a.getManager();
        NDArray scaled = a.matMul(b.transpose()).mul((float) scale);
        NDArray others = scaled.add(classMask(manager, classes)).exp().sum().div(classes.length);
        NDArray partners = scaled.mul(manager.eye(classes.length)).sum(new int[] {1});
        return Activation.softPlus(others.log().sub(partners.sub((float) (scale * margin))))
                .mean();
    }

    private static NDArray classMask(NDManager manager, int[] classes) {
        int n = classes.length;
        float[] mask = new float[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                mask[i * n + j] = classes[i] == classes[j] ? MASKED : 0;
            }
        }
        return manager.create(mask, new Shape(n, n));
    }
}
