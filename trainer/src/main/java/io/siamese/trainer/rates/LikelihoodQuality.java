package io.siamese.trainer.rates;

import io.siamese.trainer.trials.ScoredComparisons;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Tells how good a model's calibrated likelihood ratios are on some trials.
 *
 * @param cllr see {@link Cllr#cost}
 * @param reliability by rising likelihood ratio
 */
public record LikelihoodQuality(double cllr, List<ReliabilityBin> reliability) {

    static LikelihoodQuality measure(
            ScoredComparisons trials, ScoreSet scores, DoubleUnaryOperator log10LikelihoodRatio, long seed) {
        return new LikelihoodQuality(
                Cllr.cost(scores, log10LikelihoodRatio), ReliabilityBin.makeBins(trials, log10LikelihoodRatio, seed));
    }
}
