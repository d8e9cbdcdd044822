package io.siamese.trainer.data;

import io.siamese.encoder.image.WindowMap;
import java.util.random.RandomGenerator;

/**
 * An affine map whose points are shifted by a field of its own: a grid of {@value #NODES} × {@value #NODES} nodes over the
 * result, each shifted at random, bilinear between them. A coarse kin of the elastic distortions of Simard, Steinkraus and Platt 2003
 * (section 2), which smooth a shift of every pixel.
 */
final class Warp implements WindowMap {

    private static final int NODES = 5;

    private final Distortion affine;
    private final double[] shiftX;
    private final double[] shiftY;

    /** @param shiftX of each node, row by row, as a share of the window; so is {@code shiftY} */
    Warp(Distortion affine, double[] shiftX, double[] shiftY) {
        if (shiftX.length != NODES * NODES || shiftY.length != NODES * NODES) {
            throw new IllegalArgumentException(
                    "warp: " + NODES * NODES + " shifts of each axis, got " + shiftX.length + " and " + shiftY.length);
        }
        this.affine = affine;
        this.shiftX = shiftX.clone();
        this.shiftY = shiftY.clone();
    }

    /** @param most largest shift of a node along each axis, drawn uniformly either way */
    static Warp draw(Distortion affine, double most, RandomGenerator random) {
        return new Warp(affine, drawShifts(most, random), drawShifts(most, random));
    }

    private static double[] drawShifts(double most, RandomGenerator random) {
        return random.doubles(NODES * NODES, -most, most).toArray();
    }

    @Override
    public double x(double u, double v) {
        return affine.x(u, v) + between(shiftX, u, v);
    }

    @Override
    public double y(double u, double v) {
        return affine.y(u, v) + between(shiftY, u, v);
    }

    private static double between(double[] shifts, double u, double v) {
        double column = clamped((u + 0.5) * (NODES - 1));
        double row = clamped((v + 0.5) * (NODES - 1));
        int left = Math.min((int) column, NODES - 2);
        int above = Math.min((int) row, NODES - 2);
        int at = above * NODES + left;
        double right = column - left;
        double top = shifts[at] + (shifts[at + 1] - shifts[at]) * right;
        double bottom = shifts[at + NODES] + (shifts[at + NODES + 1] - shifts[at + NODES]) * right;
        return top + (bottom - top) * (row - above);
    }

    private static double clamped(double node) {
        return Math.min(NODES - 1, Math.max(0, node));
    }
}
