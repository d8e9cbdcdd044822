package io.siamese.encoder.image.photo;

import io.siamese.encoder.image.GrayImage;
import java.util.Arrays;

/** Resizes by the mean of the covered area, in integers, rounded half up. Thin strokes fade, but none is skipped. */
final class AreaAverage {
    private AreaAverage() {}

    /** The rectangle at (left, top) of {@code cutWidth × cutHeight} pixels, stretched to {@code width × height}. */
    static byte[] resize(GrayImage image, int left, int top, int cutWidth, int cutHeight, int width, int height) {
        // In units of 1/width of a pixel a cell is exactly cutWidth wide and a pixel width wide; likewise downwards.
        Spans across = Spans.covering(cutWidth, width);
        Spans down = Spans.covering(cutHeight, height);
        long total = (long) cutWidth * cutHeight;
        byte[] out = new byte[width * height];
        long[] sums = new long[width];
        for (int y = 0; y < height; y++) {
            Arrays.fill(sums, 0);
            for (int row = down.first()[y]; row <= down.last()[y]; row++) {
                addRow(image.shared(), (top + row) * image.width() + left, across, down.share(y, row), sums);
            }
            for (int x = 0; x < width; x++) {
                out[y * width + x] = (byte) ((2 * sums[x] + total) / (2 * total));
            }
        }
        return out;
    }

    private static void addRow(byte[] luma, int start, Spans across, long rowShare, long[] sums) {
        for (int x = 0; x < sums.length; x++) {
            int first = across.first()[x];
            int last = across.last()[x];
            int whole = 0;
            for (int column = start + first + 1; column < start + last; column++) {
                whole += luma[column] & 0xFF;
            }
            long sum = across.firstShare()[x] * (luma[start + first] & 0xFF)
                    + (long) across.unit() * whole
                    + across.lastShare()[x] * (luma[start + last] & 0xFF);
            sums[x] += rowShare * sum;
        }
    }

    /**
     * Which pixels each cell covers along one axis, and how much of its first and last one. Those between are covered whole.
     *
     * @param unit length of a pixel; a cell is as long as there are pixels
     * @param first pixel of each cell
     * @param last pixel of each cell
     * @param firstShare covered of the first pixel
     * @param lastShare covered of the last pixel; 0 where that is the first one
     */
    private record Spans(int unit, int[] first, int[] last, long[] firstShare, long[] lastShare) {
        static Spans covering(int pixels, int cells) {
            Spans spans = new Spans(cells, new int[cells], new int[cells], new long[cells], new long[cells]);
            for (int i = 0; i < cells; i++) {
                long from = (long) i * pixels;
                long to = from + pixels;
                spans.first[i] = (int) (from / cells);
                spans.last[i] = (int) ((to - 1) / cells);
                spans.firstShare[i] = Math.min(to, (spans.first[i] + 1L) * cells) - from;
                spans.lastShare[i] = spans.last[i] == spans.first[i] ? 0 : to - (long) spans.last[i] * cells;
            }
            return spans;
        }

        long share(int cell, int pixel) {
            if (pixel == first[cell]) {
                return firstShare[cell];
            }
            return pixel == last[cell] ? lastShare[cell] : unit;
        }
    }
}
