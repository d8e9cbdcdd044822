package io.siamese.trainer.calibration;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.LikelihoodPoint;
import io.siamese.trainer.rates.NonMatedTrials;
import java.util.Optional;

/**
 * Where the rate of some trials does not exceed what is asked for.
 *
 * @param value scores at or above it match
 * @param support how many of the errors come from {@linkplain NonMatedTrials#support different classes and hands}
 * @param cutOff whether it lies where likelihood ratios end, so that scores there are equal whatever the similarity
 */
record Threshold(float value, int support, boolean cutOff) {

    /** Fewest errors of different classes and hands that a calibration states a rate by, see {@link Calibrator}. */
    static final int SUPPORT = 30;

    /** @param point of the fusion that the trials are scored by */
    static Threshold of(NonMatedTrials trials, double rate, LikelihoodPoint point) {
        float value = trials.thresholdAt(rate);
        boolean within = value > Math.nextUp((float) point.low()) && value <= point.high();
        return new Threshold(value, trials.support(value), point.fusion().equals(Calibration.CALIBRATED) && !within);
    }

    /** Why no calibration states it; empty where one may. */
    Optional<String> refusal() {
        if (support < SUPPORT) {
            return Optional.of(support + " errors of different classes and hands, " + SUPPORT + " are needed");
        }
        return cutOff ? Optional.of("the likelihood ratio there is beyond what the trials support") : Optional.empty();
    }
}
