package io.siamese.trainer.data.compound;

import io.siamese.encoder.image.WindowMap;
import io.siamese.trainer.data.Distortion;
import io.siamese.trainer.data.Sample;

/**
 * Shows two drawings of ink as one. The window lies around both as that of a single drawing lies around its ink: its centre is
 * the centroid, and its side a fixed multiple of the RMS radius.
 *
 * @param toFirst from the window of the whole to that of the first drawing
 * @param toSecond the same for the second
 */
record CompoundSample(Sample first, Distortion toFirst, Sample second, Distortion toSecond) implements Sample {

    private static final Distortion IDENTITY = new Distortion(1, 0, 0, 0, 1, 0);
    /** RMS radius of the ink in a window, as a share of its side. */
    private static final double RADIUS = 1 / 3.8;

    static CompoundSample join(Sample first, Sample second, CompoundLayout layout) {
        double mass = ink(first) * square(layout.scale());
        double otherMass = ink(second) * square(layout.otherScale());
        double share = mass / (mass + otherMass);
        double x = share * layout.x() + (1 - share) * layout.otherX();
        double y = share * layout.y() + (1 - share) * layout.otherY();
        double spread = share * spread(layout.scale(), layout.x() - x, layout.y() - y)
                + (1 - share) * spread(layout.otherScale(), layout.otherX() - x, layout.otherY() - y);
        double side = Math.sqrt(spread) / RADIUS;
        return new CompoundSample(
                first,
                place(side, x - layout.x(), y - layout.y(), layout.scale()),
                second,
                place(side, x - layout.otherX(), y - layout.otherY(), layout.otherScale()));
    }

    /** Mean square distance of a part's ink from the centroid of the whole. */
    private static double spread(double scale, double right, double down) {
        return square(scale * RADIUS) + square(right) + square(down);
    }

    private static Distortion place(double side, double right, double down, double scale) {
        return new Distortion(side / scale, 0, right / scale, 0, side / scale, down / scale);
    }

    private static double square(double number) {
        return number * number;
    }

    /** Never 0, so that two parts always have a centroid. */
    private static double ink(Sample sample) {
        long sum = 1;
        for (byte pixel : sample.undistorted()) {
            sum += pixel & 0xFF;
        }
        return sum;
    }

    @Override
    public byte[] undistorted() {
        return distorted(IDENTITY);
    }

    @Override
    public byte[] distorted(WindowMap map) {
        byte[] seen = first.distorted(through(map, toFirst));
        byte[] other = second.distorted(through(map, toSecond));
        for (int i = 0; i < seen.length; i++) {
            seen[i] = (byte) Math.max(seen[i] & 0xFF, other[i] & 0xFF);
        }
        return seen;
    }

    private static WindowMap through(WindowMap map, Distortion next) {
        return new WindowMap() {
            @Override
            public double x(double u, double v) {
                return next.x(map.x(u, v), map.y(u, v));
            }

            @Override
            public double y(double u, double v) {
                return next.y(map.x(u, v), map.y(u, v));
            }
        };
    }
}
