package io.siamese.trainer.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Each view of one twin must find its partner among all views of the other, and back: the mean cross-entropy of the rows
 * and of the columns of {@code scale · A Bᵀ}, halved (as in Radford et al. 2021, equation in figure 3). Two different
 * rows of the same class are no negatives of each other and are masked.
 */
final class SymmetricSoftmax {

    // Far below any scaled cosine, and finite: a row of -infinity has no gradient.
    private static final float MASKED = -1e4f;

    private final double scale;

    SymmetricSoftmax(double scale) {
        this.scale = scale;
    }

    /** @param a unit-length {@code [n, d]}; @param b unit-length {@code [n, d]}; @param classes the class of each row */
    NDArray loss(NDArray a, NDArray b, int[] classes) {
        NDManager manager = a.getManager();
        NDArray logits = a.matMul(b.transpose()).mul((float) scale).add(mask(manager, classes));
        NDArray partners = manager.eye(classes.length);
        NDArray rows = logits.logSoftmax(1).mul(partners).sum();
        NDArray columns = logits.logSoftmax(0).mul(partners).sum();
        return rows.add(columns).mul(-0.5f / classes.length);
    }

    /**
     * The same with the embeddings of earlier steps as further negatives of every row and column.
     *
     * @param transforms labels of the same class under other transforms are no negatives: many characters are their own mirror image
     */
    NDArray loss(NDArray a, NDArray b, int[] classes, EmbeddingMemory memory, int transforms) {
        if (memory.size() == 0) {
            return loss(a, b, classes);
        }
        NDManager manager = a.getManager();
        NDArray logits = a.matMul(b.transpose()).mul((float) scale).add(mask(manager, classes));
        NDArray earlier = memory.rows(manager).transpose();
        NDArray hidden = memoryMask(manager, classes, memory, transforms);
        NDArray rows = logits.concat(a.matMul(earlier).mul((float) scale).add(hidden), 1);
        NDArray columns =
                logits.transpose().concat(b.matMul(earlier).mul((float) scale).add(hidden), 1);
        NDArray partners =
                manager.eye(classes.length).concat(manager.zeros(new Shape(classes.length, memory.size())), 1);
        NDArray found = rows.logSoftmax(1).add(columns.logSoftmax(1)).mul(partners);
        return found.sum().mul(-0.5f / classes.length);
    }

    private static NDArray memoryMask(NDManager manager, int[] classes, EmbeddingMemory memory, int transforms) {
        int n = classes.length;
        int width = memory.size();
        float[] mask = new float[n * width];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < width; j++) {
                mask[i * width + j] = classes[i] / transforms == memory.label(j) / transforms ? MASKED : 0;
            }
        }
        return manager.create(mask, new Shape(n, width));
    }

    private static NDArray mask(NDManager manager, int[] classes) {
        int n = classes.length;
        float[] mask = new float[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                mask[i * n + j] = i != j && classes[i] == classes[j] ? MASKED : 0;
            }
        }
        return manager.create(mask, new Shape(n, n));
    }
}
