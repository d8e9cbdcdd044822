package io.siamese.trainer.calibration;

import io.siamese.encoder.card.RatePrediction;
import io.siamese.trainer.rates.StrangerTrials;
import io.siamese.trainer.trials.ClassIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Error rates of single groups at one threshold, as logits, and what they say of a group that is not among them: the
 * prediction interval of one more draw from a normal distribution, {@code m ± t · s · √(1 + 1/G)} with m the mean of the G
 * logits, s their standard deviation, and t the quantile of Student's distribution (as in the random-effects predictions of
 * Higgins, Thompson, Spiegelhalter 2009, section 4).
 *
 * <p>The standard deviation has G − 1 degrees of freedom, and for the three groups of a usual calibration t is 9.9: true, and
 * useless. Groups that the encoder was trained on say nothing about the level of the rate, which they flatter, but they tell
 * how far groups lie apart: measured on 24 trained and 6 unseen alphabets at an FMR of 1 %, 0.94 and 0.72. So their deviations
 * from <em>their own</em> mean, at the threshold where that is the same rate, are pooled with those of the calibrated groups.
 */
final class GroupRates {

    private static final double CONFIDENCE = 0.99;
    private static final int LEAST_GROUPS = 3;

    private final List<Double> logits;

    private GroupRates(List<Double> logits) {
        this.logits = logits;
    }

    /**
     * Half an error more of one trial more, trials counted as different pairs of classes (of a search: as images), so that a
     * group without an error has a logit. Groups in which nothing can be compared are left out.
     */
    static GroupRates atThreshold(StrangerTrials trials, float threshold) {
        double[] rates = trials.groupRates(threshold);
        List<Double> logits = new ArrayList<>();
        for (int group = 0; group < rates.length; group++) {
            if (!Double.isNaN(rates[group])) {
                double units = countUnits(trials, group);
                double rate = (rates[group] * units + 0.5) / (units + 1);
                logits.add(Math.log(rate / (1 - rate)));
            }
        }
        return new GroupRates(logits);
    }

    /**
     * Where the rate of a group that took no part lies at a threshold.
     *
     * @param spread trials of groups that the encoder was trained on, taken at <em>their</em> threshold of the rate
     * @param rate that the threshold was fitted for
     * @return empty for fewer than {@value #LEAST_GROUPS} groups
     */
    static Optional<RatePrediction> predict(
            StrangerTrials trials, float threshold, Optional<StrangerTrials> spread, double rate) {
        GroupRates others =
                spread.map(each -> atThreshold(each, each.thresholdAt(rate))).orElseGet(GroupRates::noGroups);
        return atThreshold(trials, threshold).prediction(others);
    }

    static GroupRates noGroups() {
        return new GroupRates(List.of());
    }

    private static double countUnits(StrangerTrials trials, int group) {
        List<Integer> classes = trials.members().byGroup().get(group);
        return trials.kind() == StrangerTrials.Kind.COMPARISON
                ? ClassIndex.pairsWithin(classes)
                : classes.stream()
                        .mapToInt(each -> trials.members().get(each).imageCount())
                        .sum();
    }

    /** Middle of the groups, as a share: of a single group its rate with the half error more. */
    double meanRate() {
        return toShare(meanLogit());
    }

    private double meanLogit() {
        return logits.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    private double squares() {
        double mean = meanLogit();
        return logits.stream()
                .mapToDouble(logit -> (logit - mean) * (logit - mean))
                .sum();
    }

    private int freedom() {
        return Math.max(0, logits.size() - 1);
    }

    /** Empty for fewer than {@value #LEAST_GROUPS} groups. @param others whose spread is pooled; may be of none */
    Optional<RatePrediction> prediction(GroupRates others) {
        if (logits.size() < LEAST_GROUPS) {
            return Optional.empty();
        }
        int freedom = freedom() + others.freedom();
        double deviation = Math.sqrt((squares() + others.squares()) / freedom);
        double quantile = TDistribution.of(freedom).inverseCumulativeProbability((1 + CONFIDENCE) / 2);
        double half = quantile * deviation * Math.sqrt(1 + 1.0 / logits.size());
        return Optional.of(new RatePrediction(toShare(meanLogit() - half), toShare(meanLogit() + half), logits.size()));
    }

    private static double toShare(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }
}
