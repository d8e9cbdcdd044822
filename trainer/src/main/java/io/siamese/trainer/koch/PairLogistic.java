package io.siamese.trainer.koch;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;

/**
 * Cross-entropy of "same class" (section 3.2): the mean over pairs of {@code −y ln p − (1 − y) ln(1 − p)}, p = σ(z), y 1 for
 * a mated pair. The paper prints it without the minus and minimises; the penalty λ|w|² is the update's part.
 */
final class PairLogistic {

    /**
     * @param logits z {@code [n]}
     * @param same y {@code [n]}, 1 or 0
     */
    NDArray computeLoss(NDArray logits, NDArray same) {
        // ln(1 + e^z) − y z: ln of a sigmoid that is 0 in float would be infinite.
        return Activation.softPlus(logits).sub(logits.mul(same)).mean();
    }
}
