package io.siamese.trainer.calibration;

import io.siamese.trainer.rates.BootstrapInterval;
import java.util.Comparator;
import java.util.List;

/**
 * One target, measured on every group by the threshold of all others.
 *
 * @param groups those in which there is anything to compare; at least one
 */
public record LeftOutRate(RateTarget target, List<LeftOutGroup> groups) {

    public LeftOutRate {
        groups = List.copyOf(groups);
    }

    /** Realised rate, mean over the groups: what the target asks for. */
    public double meanRate() {
        return groups.stream().mapToDouble(LeftOutGroup::rate).average().orElseThrow();
    }

    public double leastRate() {
        return groups.stream().mapToDouble(LeftOutGroup::rate).min().orElseThrow();
    }

    public double greatestRate() {
        return groups.stream().mapToDouble(LeftOutGroup::rate).max().orElseThrow();
    }

    public int countInside() {
        return (int) groups.stream().filter(LeftOutGroup::liesInside).count();
    }

    /** How many of those inside are so by half an error. */
    public int insideByHalfAnError() {
        return (int) groups.stream().filter(LeftOutGroup::insideByHalfAnError).count();
    }

    /** Rates that every group was predicted to be able to have: from the greatest low end to the least high end. */
    public BootstrapInterval predictedOfAll() {
        return new BootstrapInterval(
                groups.stream()
                        .mapToDouble(each -> each.predicted().low())
                        .max()
                        .orElseThrow(),
                groups.stream()
                        .mapToDouble(each -> each.predicted().high())
                        .min()
                        .orElseThrow());
    }

    /** The group with the least support. */
    public LeftOutGroup leastSupported() {
        return groups.stream()
                .min(Comparator.comparingInt(LeftOutGroup::support))
                .orElseThrow();
    }

    /** How many of the calibrations, each on all groups but one, would refuse the target. */
    public int refusals() {
        return (int) groups.stream().filter(each -> each.refusal() != null).count();
    }
}
