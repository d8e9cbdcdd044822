package io.siamese.testbed.bench;

/**
 * What a figure has to show.
 *
 * @param atLeast the bound that it must keep
 * @param aim the bound that is wanted
 * @param smallIsGood whether bounds are from above
 */
public record Target(double atLeast, double aim, boolean smallIsGood) {
    static Target above(double atLeast, double aim) {
        return new Target(atLeast, aim, false);
    }

    static Target below(double atLeast, double aim) {
        return new Target(atLeast, aim, true);
    }

    /** {@code aim reached}, {@code met} or {@code SHORT}. */
    public String verdict(double value) {
        if (keeps(value, aim)) {
            return "aim reached";
        }
        return keeps(value, atLeast) ? "met" : "SHORT";
    }

    private boolean keeps(double value, double bound) {
        return smallIsGood ? value <= bound : value >= bound;
    }
}
