package io.siamese.trainer.rates;

import io.siamese.trainer.trials.MatedAndNot;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * How good the model's calibrated likelihood ratios are on these trials.
 *
 * @param cllr see {@link Cllr#of}
 * @param reliability by rising likelihood ratio
 */
public record Likelihoods(double cllr, List<Reliability> reliability) {

    static Likelihoods of(MatedAndNot trials, ScoreSet scores, DoubleUnaryOperator log10LikelihoodRatio, long seed) {
        return new Likelihoods(
                Cllr.of(scores, log10LikelihoodRatio), Reliability.bins(trials, log10LikelihoodRatio, seed));
    }
}
