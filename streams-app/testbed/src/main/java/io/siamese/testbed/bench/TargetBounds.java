package io.siamese.testbed.bench;

/**
 * Holds the bound that a figure must keep, and the better one that is wanted.
 *
 * @param atLeast the bound that it must keep
 * @param aim the bound that is wanted
 * @param smallIsGood whether bounds are from above
 */
public record TargetBounds(double atLeast, double aim, boolean smallIsGood) {
    static TargetBounds above(double atLeast, double aim) {
        return new TargetBounds(atLeast, aim, false);
    }

    static TargetBounds below(double atLeast, double aim) {
        return new TargetBounds(atLeast, aim, true);
    }

    /** {@code aim reached}, {@code met} or {@code SHORT}. */
    public String verdict(double value) {
        if (satisfies(value, aim)) {
            return "aim reached";
        }
        return satisfies(value, atLeast) ? "met" : "SHORT";
    }

    private boolean satisfies(double value, double bound) {
        return smallIsGood ? value <= bound : value >= bound;
    }
}
