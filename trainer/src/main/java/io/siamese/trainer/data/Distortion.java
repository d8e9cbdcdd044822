package io.siamese.trainer.data;

import io.siamese.encoder.image.WindowMap;

/**
 * An affine map from a point of the result to the point of the normalised window that is seen there:
 * {@code (u, v) -> (xx u + xy v + x, yx u + yy v + y)}, both in [-0.5, 0.5]².
 */
public record Distortion(double xx, double xy, double x, double yx, double yy, double y) implements WindowMap {

    @Override
    public double x(double u, double v) {
        return xx * u + xy * v + x;
    }

    @Override
    public double y(double u, double v) {
        return yx * u + yy * v + y;
    }

    /** The eight symmetries of the square, 0 the identity: quarter turns, then those after a reflection. */
    public static Distortion dihedral(int transform) {
        int[][] turns = {{1, 0, 0, 1}, {0, -1, 1, 0}, {-1, 0, 0, -1}, {0, 1, -1, 0}};
        int[] m = turns[transform & 3];
        int mirror = transform < 4 ? 1 : -1;
        return new Distortion(mirror * m[0], m[1], 0, mirror * m[2], m[3], 0);
    }

    /** Left for right. */
    static Distortion mirrored() {
        return dihedral(4);
    }

    /** This map first, then {@code next}: what is seen at p is at {@code next(this(p))}. */
    Distortion andThen(Distortion next) {
        return new Distortion(
                next.xx * xx + next.xy * yx,
                next.xx * xy + next.xy * yy,
                next.xx * x + next.xy * y + next.x,
                next.yx * xx + next.yy * yx,
                next.yx * xy + next.yy * yy,
                next.yx * x + next.yy * y + next.y);
    }
}
