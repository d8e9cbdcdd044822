package io.siamese.trainer.koch;

/**
 * Holds what the paper chooses for each layer j (section 3.2).
 *
 * @param rate η_j at the start, in the paper within [1e-4, 1e-1]
 * @param momentum μ_j that is grown towards, in [0, 1)
 * @param penalty λ_j of the L2 term, in the paper within [0, 0.1]
 */
public record LayerRates(double rate, double momentum, double penalty) {

    public LayerRates {
        if (!(rate > 0) || !(momentum >= 0 && momentum < 1) || !(penalty >= 0)) {
            throw new IllegalArgumentException(
                    "layer: rate > 0, 0 <= momentum < 1, penalty >= 0, got " + rate + ", " + momentum + ", " + penalty);
        }
    }
}
