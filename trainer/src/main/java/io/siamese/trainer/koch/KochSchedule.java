package io.siamese.trainer.koch;

/**
 * Changes rates and momenta as the paper does (section 3.2): every learning rate falls by 1 % an epoch, η_j(T) = 0.99 η_j(T − 1); momentum
 * is 0.5 in every layer at first and grows linearly, epoch by epoch, until it is the layer's own μ_j. The paper does not
 * say how fast.
 *
 * @param growing epochs until the momentum is μ_j, at least 1
 */
public record KochSchedule(int growing) {

    private static final double DECAY = 0.99;
    private static final double FIRST_MOMENTUM = 0.5;

    public KochSchedule {
        if (growing < 1) {
            throw new IllegalArgumentException("schedule: momentum grows over at least 1 epoch, got " + growing);
        }
    }

    /** @param epoch counted from 0 */
    double rateAt(LayerRates layer, int epoch) {
        return layer.rate() * Math.pow(DECAY, epoch);
    }

    /** @param epoch counted from 0 */
    double momentumAt(LayerRates layer, int epoch) {
        double grown = Math.min(1, (double) epoch / growing);
        return FIRST_MOMENTUM + (layer.momentum() - FIRST_MOMENTUM) * grown;
    }
}
