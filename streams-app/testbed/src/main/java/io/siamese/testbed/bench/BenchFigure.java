package io.siamese.testbed.bench;

import org.jspecify.annotations.Nullable;

/**
 * Holds one measured number.
 *
 * @param suite which benchmark gave it
 * @param name what it is
 * @param value NaN where it could not be measured
 * @param unit of the value; empty for a ratio
 * @param target what it has to show; null: it is only told
 */
public record BenchFigure(
        String suite,
        String name,
        double value,
        String unit,
        @Nullable TargetBounds target) {

    static BenchFigure of(String suite, String name, double value, String unit) {
        return new BenchFigure(suite, name, value, unit, null);
    }

    BenchFigure withTarget(TargetBounds wanted) {
        return new BenchFigure(suite, name, value, unit, wanted);
    }
}
