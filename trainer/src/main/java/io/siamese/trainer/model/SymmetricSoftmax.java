package io.siamese.trainer.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Each view of one twin must find its partner among all views of the other, and back: the mean cross-entropy of the rows
 * and of the columns of {@code scale · A Bᵀ}, halved (as in Radford et al. 2021, equation in figure 3). Two different
 * rows of the same class are no negatives of each other and are masked.
 */
final class SymmetricSoftmax implements PairedLoss {

    // Far below any scaled cosine, and finite: a row of -infinity has no gradient.
    private static final float MASKED = -1e4f;

    private final double scale;
    private final double margin;

    /** @param margin is taken off the cosine of each pair of partners */
    SymmetricSoftmax(double scale, double margin) {
        this.scale = scale;
        this.margin = margin;
    }

    @Override
    public NDArray computeLoss(NDArray a, NDArray b, int[] classes) {
        NDManager manager = a.getManager();
        NDArray logits = a.matMul(b.transpose()).mul((float) scale).add(logitMask(manager, classes));
        NDArray partners = manager.eye(classes.length);
        NDArray rows = logits.logSoftmax(1).mul(partners).sum();
        NDArray columns = logits.logSoftmax(0).mul(partners).sum();
        return rows.add(columns).mul(-0.5f / classes.length);
    }

    private NDArray logitMask(NDManager manager, int[] classes) {
        int n = classes.length;
        float[] mask = new float[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                mask[i * n + j] = i != j && classes[i] == classes[j] ? MASKED : 0;
            }
            mask[i * n + i] = (float) (-scale * margin);
        }
        return manager.create(mask, new Shape(n, n));
    }
}
