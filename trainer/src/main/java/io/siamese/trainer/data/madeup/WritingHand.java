package io.siamese.trainer.data.madeup;

import java.util.SplittableRandom;

/**
 * Varies one drawing. Habits (size, pen, lean of strokes) come from the number of the hand and are the same in all of its
 * drawings; unsteadiness is of this drawing.
 */
final class WritingHand {

    private final long number;
    private final double leaning;
    private final double curling;
    private final double extent;
    private final double pen;
    private final double dot;
    private final SplittableRandom unsteady;

    /** @param number of the hand, which decides its habits */
    WritingHand(long number, SplittableRandom unsteady) {
        SplittableRandom habits = new SplittableRandom(number);
        this.number = number;
        this.unsteady = unsteady;
        leaning = 0.07 * habits.nextGaussian();
        curling = 0.12 * habits.nextGaussian();
        extent = 0.45 + 0.35 * habits.nextDouble();
        pen = 1.0 + 0.8 * habits.nextDouble();
        dot = 0.01 + 0.05 * habits.nextDouble();
    }

    /** Chooses one of so many recordings: the same one for the same hand. */
    int chooseRecording(int recordings) {
        return (int) Math.floorMod(number, (long) recordings);
    }

    /** Radians that a stroke's heading is off. */
    double headingError() {
        return leaning + 0.1 * unsteady.nextGaussian();
    }

    /** A factor of a stroke's length. */
    double lengthFactor() {
        return StrictMath.exp(0.13 * unsteady.nextGaussian());
    }

    /** A factor of a stroke's curvature. */
    double curlFactor() {
        return 1 + curling + 0.2 * unsteady.nextGaussian();
    }

    /** A factor of the angle of a corner. */
    double cornerFactor() {
        return 1 + 0.15 * unsteady.nextGaussian();
    }

    /** How far a joint is missed along one axis, in units of the character. */
    double jointError() {
        return 0.03 * unsteady.nextGaussian();
    }

    /** Where a joint lies that is meant to be at this share of a stroke. */
    double jointPlace(double share) {
        return Math.min(1, Math.max(0, share + 0.05 * unsteady.nextGaussian()));
    }

    /** Radius of a dot, in units of the character. */
    double dotRadius() {
        return dot * StrictMath.exp(0.25 * unsteady.nextGaussian());
    }

    /** Longer side of the drawing, as a share of the paper's. */
    double extent() {
        return Math.min(0.85, extent * StrictMath.exp(0.1 * unsteady.nextGaussian()));
    }

    /** Radius of the pen, pixels. */
    double penRadius() {
        return pen;
    }
}
