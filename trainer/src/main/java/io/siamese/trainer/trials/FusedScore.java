package io.siamese.trainer.trials;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.LikelihoodPoint;

/** How the similarity of the best exemplar and that to the mean template become one score. */
@FunctionalInterface
public interface FusedScore {

    float of(float best, float mean);

    /** @param likelihood read by {@link Calibration#CALIBRATED} alone, whose score it gives */
    static FusedScore of(String fusion, LikelihoodPoint likelihood) {
        return switch (fusion) {
            case Calibration.BEST -> (best, mean) -> best;
            case Calibration.MEAN -> (best, mean) -> mean;
            case Calibration.CALIBRATED -> (best, mean) -> (float) likelihood.log10(best, mean);
            default -> throw new IllegalArgumentException("there is no fusion " + fusion);
        };
    }
}
