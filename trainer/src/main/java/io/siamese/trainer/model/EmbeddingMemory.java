package io.siamese.trainer.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * The embeddings of the last steps, as constants: negatives far beyond the batch at the price of one matrix product, since
 * a slowly changing network would embed them nearly the same now (Wang et al. 2020, cross-batch memory). A ring buffer.
 */
final class EmbeddingMemory {

    private final int capacity;
    private final int dimension;
    private final float[] embeddings;
    private final int[] labels;
    private int filled;
    private int next;

    EmbeddingMemory(int capacity, int dimension) {
        this.capacity = capacity;
        this.dimension = dimension;
        this.embeddings = new float[capacity * dimension];
        this.labels = new int[capacity];
    }

    /** @param rows {@code [n, dimension]} row-major; @param rowLabels n labels */
    void add(float[] rows, int[] rowLabels) {
        for (int i = 0; i < rowLabels.length; i++) {
            System.arraycopy(rows, i * dimension, embeddings, next * dimension, dimension);
            labels[next] = rowLabels[i];
            next = (next + 1) % capacity;
            filled = Math.min(capacity, filled + 1);
        }
    }

    int size() {
        return filled;
    }

    int label(int row) {
        return labels[row];
    }

    /** {@code [size, dimension]}, without a gradient. */
    NDArray rows(NDManager manager) {
        return manager.create(java.util.Arrays.copyOf(embeddings, filled * dimension), new Shape(filled, dimension));
    }
}
