package io.siamese.encoder.image.ink;

import io.siamese.encoder.image.GrayImage;

/**
 * Holds ink of any level, four bytes a pixel. Its loops go over plain arrays without a carry, so that the JIT makes
 * vectors of them.
 */
final class GreyMass extends InkMass {
    private final int[] mass;
    private final int stride;
    /** Ink of one unit of mass, 0 to 255. */
    private final double perUnit;

    private GreyMass(int[] mass, int width, int height, int scale, InkSums moments) {
        super(width, height, moments);
        this.mass = mass;
        this.stride = width + 2 * GROUND;
        this.perUnit = 1.0 / scale;
    }

    static GreyMass measure(GrayImage image, int[] ink, int blur) {
        int width = image.width() + 2 * blur;
        int height = image.height() + 2 * blur;
        int stride = width + 2 * GROUND;
        int[] mass = new int[stride * (height + 2 * GROUND)];
        InkSums sums = fillAndSum(mass, stride, image, ink, blur);
        int scale = 1;
        if (blur > 0) {
            int[] rows = new int[mass.length];
            for (int pass = 0; pass < blur; pass++) {
                blurAlong(mass, rows, 1);
                blurAlong(rows, mass, stride);
                scale *= 16;
            }
        }
        return new GreyMass(mass, width, height, scale, sums.shifted(blur).blurred(blur));
    }

    private static InkSums fillAndSum(int[] mass, int stride, GrayImage image, int[] ink, int blur) {
        byte[] luma = image.sharedLuma();
        int width = image.width();
        int[] columns = new int[width];
        long sumY = 0;
        long sumYSquares = 0;
        for (int y = 0; y < image.height(); y++) {
            int from = y * width;
            int to = (y + blur + GROUND) * stride + blur + GROUND;
            for (int x = 0; x < width; x++) {
                mass[to + x] = ink[luma[from + x] & 0xFF];
            }
            long row = 0;
            for (int x = 0; x < width; x++) {
                row += mass[to + x];
            }
            for (int x = 0; x < width; x++) {
                columns[x] += mass[to + x];
            }
            sumY += row * y;
            sumYSquares += row * y * y;
        }
        return InkSums.fromColumns(columns, sumY, sumYSquares);
    }

    /** [1 2 1] along {@code step}. What it takes from over the edge of a row is ground, and so is what it leaves there. */
    private static void blurAlong(int[] from, int[] to, int step) {
        for (int i = step; i < from.length - step; i++) {
            to[i] = from[i - step] + 2 * from[i] + from[i + step];
        }
    }

    @Override
    byte interpolateInk(int index, double right, double below) {
        int lower = index + stride;
        if ((mass[index] | mass[index + 1] | mass[lower] | mass[lower + 1]) == 0) {
            return 0;
        }
        double ink = between(
                between(mass[index], mass[index + 1], right), between(mass[lower], mass[lower + 1], right), below);
        return (byte) (int) (ink * perUnit + 0.5);
    }

    @Override
    byte[] sampleCells(Cells across, Cells down) {
        byte[] out = new byte[down.size() * across.size()];
        for (int row = 0, at = 0; row < down.size(); row++) {
            int start = frameOrigin() + down.places()[row] * stride;
            for (int i = 0; i < across.size(); i++, at++) {
                out[at] = interpolateInk(start + across.places()[i], across.shares()[i], down.shares()[row]);
            }
        }
        return out;
    }

    @Override
    int frameOrigin() {
        return GROUND * stride + GROUND;
    }

    @Override
    int stride() {
        return stride;
    }
}
