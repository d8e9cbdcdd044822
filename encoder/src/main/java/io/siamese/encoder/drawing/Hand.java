package io.siamese.encoder.drawing;

import java.util.SplittableRandom;

/**
 * Describes how one drawer writes: an affine map (rotation, proportions, slant, place), unsteadiness of each control point, and
 * the radius of the pen in pixels.
 */
record Hand(double[] map, double unsteadiness, double pen, SplittableRandom random) {
    private static final int STEPS_PER_LEG = 48;
    /** Share of the image's side that the unit square of a character takes. */
    private static final double EXTENT = 0.72;

    static Hand createRandom(SplittableRandom random) {
        double angle = 0.14 * nextGaussian(random) * 0.6;
        double wide = 1 + 0.1 * nextGaussian(random);
        double tall = 1 + 0.1 * nextGaussian(random);
        double slant = 0.1 * nextGaussian(random);
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        double[] map = {
            wide * cos,
            -tall * sin + slant,
            0.04 * nextGaussian(random),
            wide * sin,
            tall * cos,
            0.04 * nextGaussian(random)
        };
        return new Hand(map, 0.012 + 0.02 * random.nextDouble(), 1.1 + 0.7 * random.nextDouble(), random);
    }

    void writeStroke(Stroke stroke, Canvas canvas) {
        Stroke mine = unsteady(stroke);
        int steps = STEPS_PER_LEG * (mine.pointCount() - 1);
        for (int i = 0; i <= steps; i++) {
            double[] point = mine.pointAt((double) i / STEPS_PER_LEG);
            double x = point[0] - 0.5;
            double y = point[1] - 0.5;
            canvas.drawDot(
                    0.5 + EXTENT * (map[0] * x + map[1] * y + map[2]),
                    0.5 + EXTENT * (map[3] * x + map[4] * y + map[5]),
                    pen);
        }
    }

    private Stroke unsteady(Stroke stroke) {
        double[] x = stroke.x().clone();
        double[] y = stroke.y().clone();
        for (int i = 0; i < x.length; i++) {
            x[i] += unsteadiness * nextGaussian(random);
            y[i] += unsteadiness * nextGaussian(random);
        }
        return new Stroke(x, y);
    }

    /** Near enough to normal, bounded, and the same everywhere: the sum of twelve uniforms less six. */
    private static double nextGaussian(SplittableRandom random) {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += random.nextDouble();
        }
        return sum;
    }
}
