package io.siamese.testbed.bench;

import org.jspecify.annotations.Nullable;

/**
 * One measured number.
 *
 * @param suite which benchmark gave it
 * @param name what it is
 * @param value NaN where it could not be measured
 * @param unit of the value; empty for a ratio
 * @param target what it has to show; null: it is only told
 */
public record Figure(
        String suite,
        String name,
        double value,
        String unit,
        @Nullable Target target) {

    static Figure of(String suite, String name, double value, String unit) {
        return new Figure(suite, name, value, unit, null);
    }

    Figure with(Target wanted) {
        return new Figure(suite, name, value, unit, wanted);
    }
}
