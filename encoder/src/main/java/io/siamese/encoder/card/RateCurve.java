package io.siamese.encoder.card;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * Interpolates an error rate between measured thresholds, linearly in the rate's logarithm. It says nothing outside of
 * them.
 */
record RateCurve<T>(List<T> points, ToDoubleFunction<T> threshold, ToDoubleFunction<T> rate) {

    RateCurve {
        points = points.stream().sorted(Comparator.comparingDouble(threshold)).toList();
    }

    OptionalDouble rateAtThreshold(double wanted) {
        for (int i = 0; i < points.size(); i++) {
            double right = threshold.applyAsDouble(points.get(i));
            if (wanted == right) {
                return OptionalDouble.of(rate.applyAsDouble(points.get(i)));
            }
            if (wanted < right) {
                return i == 0
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(between(points.get(i - 1), points.get(i), wanted));
            }
        }
        return OptionalDouble.empty();
    }

    private double between(T left, T right, double wanted) {
        double from = threshold.applyAsDouble(left);
        double share = (wanted - from) / (threshold.applyAsDouble(right) - from);
        double logLeft = Math.log(rate.applyAsDouble(left));
        return Math.exp(logLeft + share * (Math.log(rate.applyAsDouble(right)) - logLeft));
    }
}
