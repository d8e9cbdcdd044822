package io.siamese.trainer.calibration;

import io.siamese.encoder.card.LikelihoodPoint;
import io.siamese.encoder.card.RatePrediction;
import io.siamese.trainer.rates.NonMatedTrials;
import java.util.Optional;

/**
 * What the thresholds of one fusion are fitted on.
 *
 * @param point the fusion, and the likelihood ratios fitted for it
 * @param trials by strangers
 * @param spread the same of groups that the encoder was trained on, which tell how far groups lie apart; empty if there are none
 */
record FittedTrials(LikelihoodPoint point, NonMatedTrials trials, Optional<NonMatedTrials> spread) {

    Threshold threshold(double rate) {
        return Threshold.of(trials, rate, point);
    }

    /** Where a group that took no part lies at the threshold of a rate; empty for too few groups. */
    Optional<RatePrediction> prediction(Threshold threshold, double rate) {
        return GroupRates.predict(trials, threshold.value(), spread, rate);
    }
}
