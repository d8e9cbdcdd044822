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
        ColumnSums sums = new ColumnSums(cutWidth, height);
        for (int y = 0; y < height; y++) {
            sums.clear();
            for (int row = down.first()[y]; row <= down.last()[y]; row++) {
                sums.addWeighted(image.sharedLuma(), (top + row) * image.width() + left, down.coveredShare(y, row));
            }
            long[] columns = sums.columns();
            for (int x = 0; x < width; x++) {
                out[y * width + x] = (byte) ((2 * across.weightedSum(columns, x) + total) / (2 * total));
            }
        }
        return out;
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

        long coveredShare(int cell, int pixel) {
            if (pixel == first[cell]) {
                return firstShare[cell];
            }
            return pixel == last[cell] ? lastShare[cell] : unit;
        }

        /** The values that a cell covers, each times what is covered of it. */
        long weightedSum(long[] values, int cell) {
            long whole = 0;
            for (int i = first[cell] + 1; i < last[cell]; i++) {
                whole += values[i];
            }
            return firstShare[cell] * values[first[cell]] + unit * whole + lastShare[cell] * values[last[cell]];
        }
    }

    /** Adds up rows of pixels, column by column, each row times its share of a cell. Rows that are covered whole are added eight pixels at once. */
    private static final class ColumnSums {
        private final int unit;
        private final long[] columns;
        private final WholeRows whole;

        ColumnSums(int width, int unit) {
            this.unit = unit;
            columns = new long[width];
            whole = new WholeRows(width);
        }

        void clear() {
            Arrays.fill(columns, 0);
        }

        void addWeighted(byte[] luma, int from, long share) {
            if (share == unit) {
                if (whole.isFull()) {
                    whole.drainInto(columns, unit);
                }
                whole.add(luma, from);
                return;
            }
            for (int x = 0; x < columns.length; x++) {
                columns[x] += share * (luma[from + x] & 0xFF);
            }
        }

        long[] columns() {
            whole.drainInto(columns, unit);
            return columns;
        }
    }
}
