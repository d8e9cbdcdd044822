package io.siamese.trainer.data.madeup;

import java.util.function.DoubleBinaryOperator;

/**
 * Holds one stroke: its points in the order of the pen, y downwards. A character is about one unit large.
 *
 * @param x not to be written to; nor is {@code y}, of the same length
 */
record Polyline(double[] x, double[] y) {

    /** The point that lies this share of the points along the stroke, 0 the first and 1 the last: x, then y. */
    double[] pointAt(double share) {
        double place = share * (x.length - 1);
        int before = Math.min((int) place, x.length - 2);
        double rest = place - before;
        return new double[] {
            x[before] + rest * (x[before + 1] - x[before]), y[before] + rest * (y[before + 1] - y[before])
        };
    }

    Polyline movedBy(double right, double down) {
        return mapPoints((px, py) -> px + right, (px, py) -> py + down);
    }

    /** Turned by quarters and scaled about the middle of the stroke. */
    Polyline turnedBy(int quarters, double scale) {
        double[] centre = pointAt(0.5);
        double cos = scale * new int[] {1, 0, -1, 0}[quarters & 3];
        double sin = scale * new int[] {0, 1, 0, -1}[quarters & 3];
        return mapPoints(
                (px, py) -> centre[0] + cos * (px - centre[0]) - sin * (py - centre[1]),
                (px, py) -> centre[1] + sin * (px - centre[0]) + cos * (py - centre[1]));
    }

    Polyline backwards() {
        int last = x.length - 1;
        double[] newX = new double[x.length];
        double[] newY = new double[x.length];
        for (int i = 0; i <= last; i++) {
            newX[i] = x[last - i];
            newY[i] = y[last - i];
        }
        return new Polyline(newX, newY);
    }

    Polyline mapPoints(DoubleBinaryOperator toX, DoubleBinaryOperator toY) {
        double[] newX = new double[x.length];
        double[] newY = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            newX[i] = toX.applyAsDouble(x[i], y[i]);
            newY[i] = toY.applyAsDouble(x[i], y[i]);
        }
        return new Polyline(newX, newY);
    }
}
