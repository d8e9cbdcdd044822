package io.siamese.trainer.calibration;

import io.siamese.encoder.card.FusionKind;
import io.siamese.encoder.card.LikelihoodPoint;
import io.siamese.trainer.rates.StrangerTrials;
import java.util.Optional;

/**
 * Holds the lowest threshold at which the rate of some trials is not above the rate asked for.
 *
 * @param value scores at or above it match
 * @param support how many of the errors come from {@linkplain StrangerTrials#support different classes and hands}
 * @param cutOff whether it is a likelihood ratio beyond what the trials support
 */
record FittedThreshold(float value, int support, boolean cutOff) {

    /** Fewest errors of different classes and hands that a calibration states a rate by, see {@link Calibrator}. */
    static final int SUPPORT = 30;

    /** @param point of the fusion that the trials are scored by */
    static FittedThreshold fit(StrangerTrials trials, double rate, LikelihoodPoint point) {
        float value = trials.thresholdAt(rate);
        boolean within = value > Math.nextUp((float) point.low()) && value <= point.high();
        return new FittedThreshold(
                value, trials.support(value), FusionKind.CALIBRATED.isNamed(point.fusion()) && !within);
    }

    /** Why no calibration states it; empty where one may. */
    Optional<String> refusal() {
        if (support < SUPPORT) {
            return Optional.of(support + " errors of different classes and hands, " + SUPPORT + " are needed");
        }
        return cutOff ? Optional.of("the likelihood ratio there is beyond what the trials support") : Optional.empty();
    }
}
