package io.siamese.encoder.image.photo;

import io.siamese.encoder.image.GrayImage;
import java.util.Arrays;

/** Resizing by the mean of the covered area, in integers, rounded half up. Thin strokes fade, but none is skipped. */
final class AreaAverage {
    private AreaAverage() {}

    /** The rectangle at (left, top) of {@code cutWidth × cutHeight} pixels, stretched to {@code width × height}. */
    static byte[] resize(GrayImage image, int left, int top, int cutWidth, int cutHeight, int width, int height) {
        // In units of 1/width of a pixel a cell is exactly cutWidth wide and a pixel width wide; likewise downwards.
        long total = (long) cutWidth * cutHeight;
        byte[] out = new byte[width * height];
        long[] sums = new long[width];
        for (int y = 0; y < height; y++) {
            long from = (long) y * cutHeight;
            long to = from + cutHeight;
            Arrays.fill(sums, 0);
            for (int row = (int) (from / height); (long) row * height < to; row++) {
                long share = Math.min(to, (row + 1L) * height) - Math.max(from, (long) row * height);
                addRow(image, (top + row) * image.width() + left, cutWidth, share, sums);
            }
            for (int x = 0; x < width; x++) {
                out[y * width + x] = (byte) ((2 * sums[x] + total) / (2 * total));
            }
        }
        return out;
    }

    private static void addRow(GrayImage image, int start, int cutWidth, long rowShare, long[] sums) {
        byte[] luma = image.shared();
        int width = sums.length;
        for (int x = 0; x < width; x++) {
            long from = (long) x * cutWidth;
            long to = from + cutWidth;
            long sum = 0;
            for (int column = (int) (from / width); (long) column * width < to; column++) {
                long share = Math.min(to, (column + 1L) * width) - Math.max(from, (long) column * width);
                sum += share * (luma[start + column] & 0xFF);
            }
            sums[x] += rowShare * sum;
        }
    }
}
