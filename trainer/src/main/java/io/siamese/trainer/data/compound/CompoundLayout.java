package io.siamese.trainer.data.compound;

import java.util.SplittableRandom;

/**
 * Says where the two parts of a compound character lie. Places are centres, in windows of a drawing that is not scaled.
 *
 * @param scale of the first part, which lies at {@code (x, y)}
 * @param otherScale of the second part, which lies at {@code (otherX, otherY)}
 */
record CompoundLayout(double scale, double x, double y, double otherScale, double otherX, double otherY) {

    private static final double HALF = 0.55;
    private static final double BESIDE = 0.28;
    private static final double BASE = 0.85;
    private static final double MARK = 0.38;
    private static final double MARK_DISTANCE = 0.5;
    private static final double OVERLAID = 0.6;
    private static final double OVERLAY_DISTANCE = 0.3;

    /** One of four kinds, equally often: two halves beside or above one another, a character with a mark, two that overlap. */
    static CompoundLayout draw(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> new CompoundLayout(HALF, -BESIDE, 0, HALF, BESIDE, 0);
            case 1 -> new CompoundLayout(HALF, 0, -BESIDE, HALF, 0, BESIDE);
            case 2 -> around(BASE, MARK, MARK_DISTANCE, Math.PI / 4 * random.nextInt(8));
            default -> around(BASE, OVERLAID, OVERLAY_DISTANCE, Math.PI / 2 * random.nextInt(4));
        };
    }

    private static CompoundLayout around(double scale, double otherScale, double distance, double angle) {
        return new CompoundLayout(
                scale, 0, 0, otherScale, distance * StrictMath.cos(angle), distance * StrictMath.sin(angle));
    }

    /** The same layout as one hand keeps it this time. */
    CompoundLayout drawnBy(SplittableRandom unsteady) {
        return new CompoundLayout(
                scale * StrictMath.exp(0.07 * unsteady.nextGaussian()),
                x,
                y,
                otherScale * StrictMath.exp(0.1 * unsteady.nextGaussian()),
                otherX + 0.03 * unsteady.nextGaussian(),
                otherY + 0.03 * unsteady.nextGaussian());
    }
}
