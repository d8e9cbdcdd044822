package io.siamese.trainer.calibration;

import io.siamese.encoder.card.LikelihoodPoint;
import io.siamese.encoder.card.RatePrediction;
import io.siamese.trainer.rates.StrangerTrials;
import java.util.Optional;

/**
 * Holds the trials that the thresholds of one fusion are fitted on.
 *
 * @param point the fusion, and the likelihood ratios fitted for it
 * @param trials by strangers
 * @param spread the same of groups that the encoder was trained on, which tell how far groups lie apart; empty if there are none
 */
record FittedTrials(LikelihoodPoint point, StrangerTrials trials, Optional<StrangerTrials> spread) {

    FittedThreshold threshold(double rate) {
        return FittedThreshold.fit(trials, rate, point);
    }

    /** Where a group that took no part lies at the threshold of a rate; empty for too few groups. */
    Optional<RatePrediction> prediction(FittedThreshold threshold, double rate) {
        return GroupRates.predict(trials, threshold.value(), spread, rate);
    }
}
