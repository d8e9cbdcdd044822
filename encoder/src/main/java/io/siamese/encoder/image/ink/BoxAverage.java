package io.siamese.encoder.image.ink;

import io.siamese.encoder.image.GrayImage;
import java.util.Arrays;

/** Shrinks an image by a whole factor: the mean of each box of pixels, in integers, rounded half up. Thin strokes fade, but none is skipped. */
final class BoxAverage {
    private BoxAverage() {}

    /** Boxes of {@code factor × factor} pixels become one; those at the right and lower edge may be smaller. */
    static GrayImage shrink(GrayImage image, int factor) {
        int width = (image.width() + factor - 1) / factor;
        int height = (image.height() + factor - 1) / factor;
        byte[] out = new byte[width * height];
        int[] sums = new int[width];
        for (int y = 0; y < height; y++) {
            int bottom = Math.min(image.height(), (y + 1) * factor);
            Arrays.fill(sums, 0);
            for (int row = y * factor; row < bottom; row++) {
                addRowToSums(image, row, factor, sums);
            }
            for (int x = 0; x < width; x++) {
                int count = (bottom - y * factor) * (Math.min(image.width(), (x + 1) * factor) - x * factor);
                out[y * width + x] = (byte) ((2 * sums[x] + count) / (2 * count));
            }
        }
        return GrayImage.wrapLuma(width, height, out);
    }

    private static void addRowToSums(GrayImage image, int row, int factor, int[] sums) {
        byte[] luma = image.sharedLuma();
        int at = row * image.width();
        for (int x = 0; x < image.width(); x++) {
            sums[x / factor] += luma[at + x] & 0xFF;
        }
    }
}
