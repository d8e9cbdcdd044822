package io.siamese.encoder.image;

import java.util.Arrays;

/** Resizing by the mean of the covered area, in integers, rounded half up. Thin strokes fade, but none is skipped. */
final class AreaAverage {
    private AreaAverage() {}

    /** Boxes of {@code factor × factor} pixels become one; those at the right and lower edge may be smaller. */
    static GrayImage boxes(GrayImage image, int factor) {
        int width = (image.width() + factor - 1) / factor;
        int height = (image.height() + factor - 1) / factor;
        byte[] out = new byte[width * height];
        int[] sums = new int[width];
        for (int y = 0; y < height; y++) {
            int bottom = Math.min(image.height(), (y + 1) * factor);
            Arrays.fill(sums, 0);
            for (int row = y * factor; row < bottom; row++) {
                add(image, row, factor, sums);
            }
            for (int x = 0; x < width; x++) {
                int count = (bottom - y * factor) * (Math.min(image.width(), (x + 1) * factor) - x * factor);
                out[y * width + x] = (byte) ((2 * sums[x] + count) / (2 * count));
            }
        }
        return GrayImage.owning(width, height, out);
    }

    private static void add(GrayImage image, int row, int factor, int[] sums) {
        byte[] luma = image.shared();
        int at = row * image.width();
        for (int x = 0; x < image.width(); x++) {
            sums[x / factor] += luma[at + x] & 0xFF;
        }
    }

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
