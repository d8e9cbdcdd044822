package io.siamese.trainer.model;

import ai.djl.ndarray.NDArray;

/** Computes what a step minimises, given both twins' embeddings of a batch. */
interface PairedLoss {

    /**
     * @param a unit-length {@code [n, d]} of one twin
     * @param b unit-length {@code [n, d]} of the other; row i is a partner of row i of {@code a}
     * @param classes of each row {@code [n]}; rows of one class are no negatives of each other
     * @return one number, differentiable in both
     */
    NDArray computeLoss(NDArray a, NDArray b, int[] classes);
}
