package io.siamese.trainer.calibration;

import io.siamese.trainer.rates.BootstrapInterval;
import io.siamese.trainer.rates.StrangerTrials;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * States the rate that a threshold, fitted on the other groups, achieves on a group that took no part.
 *
 * @param group the one left out
 * @param threshold fitted on the others
 * @param support errors of different classes and hands behind it
 * @param refusal why a calibration on the others would not state the threshold; null if it would
 * @param rate of the group at the threshold
 * @param judged the rate with half an error of one trial more, as the prediction has it of every group: of a group without an
 *     error no more is known than that
 * @param fnmr share of the group's mated comparisons below the threshold; null for FPIR
 * @param predicted the 99 % interval in which the others expect it
 */
public record LeftOutGroup(
        String group,
        float threshold,
        int support,
        @Nullable String refusal,
        double rate,
        double judged,
        @Nullable Double fnmr,
        BootstrapInterval predicted) {

    /** @param strangers trials of the group; @param fnmr null for searches; empty where the others are too few to predict */
    static Optional<LeftOutGroup> leaveOut(
            String group,
            FittedTrials others,
            FittedThreshold threshold,
            double target,
            StrangerTrials strangers,
            @Nullable Double fnmr) {
        return others.prediction(threshold, target)
                .map(predicted -> new LeftOutGroup(
                        group,
                        threshold.value(),
                        threshold.support(),
                        threshold.refusal().orElse(null),
                        strangers.meanRate(threshold.value()),
                        GroupRates.atThreshold(strangers, threshold.value()).meanRate(),
                        fnmr,
                        new BootstrapInterval(predicted.low(), predicted.high())));
    }

    /** Whether the group behaves as predicted. */
    public boolean liesInside() {
        return predicted.low() <= judged && judged <= predicted.high();
    }

    /** Whether it is inside by the half error alone: too few errors to tell from none. */
    public boolean insideByHalfAnError() {
        return liesInside() && rate < predicted.low();
    }
}
