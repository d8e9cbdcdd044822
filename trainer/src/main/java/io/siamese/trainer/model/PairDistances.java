package io.siamese.trainer.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** Computes what the losses over distances share. */
final class PairDistances {

    private PairDistances() {}

    /** Squared Euclidean distances {@code ‖a_i − b_j‖²} of {@code [n, d]} and {@code [m, d]}: {@code [n, m]}, at least 0. */
    static NDArray squared(NDArray a, NDArray b) {
        NDArray ownA = a.square().sum(new int[] {1}, true);
        NDArray ownB = b.square().sum(new int[] {1}, true).transpose();
        return ownA.add(ownB).sub(a.matMul(b.transpose()).mul(2)).maximum(0);
    }

    /** 1 where row i and column j are of different classes: {@code [n, n]}. */
    static NDArray different(NDManager manager, int[] classes) {
        int n = classes.length;
        float[] mask = new float[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                mask[i * n + j] = classes[i] == classes[j] ? 0 : 1;
            }
        }
        return manager.create(mask, new Shape(n, n));
    }
}
