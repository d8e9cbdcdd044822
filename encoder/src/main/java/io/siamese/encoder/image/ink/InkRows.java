package io.siamese.encoder.image.ink;

import io.siamese.encoder.image.BilevelImage;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Writes the ink of a bilevel image as one byte a pixel, blurred or not, and sums it up on the way. It works on eight pixels at once
 * in a long. For one image.
 */
final class InkRows {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** A one in each byte. */
    private static final long ONES = 0x0101010101010101L;

    private final BilevelImage image;
    private final int rowBytes;
    private final int flip;
    private final int lastFlip;
    private final int stride;

    private final long[] counts;
    private long sumY;
    private long sumYSquares;

    /**
     * @param clearIsInk whether a bit that is not set is ink
     * @param stride bytes of a row of the result
     */
    InkRows(BilevelImage image, boolean clearIsInk, int stride) {
        this.image = image;
        this.rowBytes = image.rowBytes();
        this.flip = clearIsInk ? -1 : 0;
        this.lastFlip = flip << 8 * rowBytes - image.width();
        this.stride = stride;
        this.counts = new long[rowBytes];
    }

    /**
     * Writes the ink as it is: 0 or 1.
     *
     * @param units the result, with ground around the image: a long left and right of it, at least
     * @param at place of the image's first pixel
     */
    void write(byte[] units, int at) {
        for (int y = 0; y < image.height(); y++) {
            int inked = 0;
            for (int i = 0; i < rowBytes; i++) {
                byte ink = (byte) (image.bits()[y * rowBytes + i] ^ (i + 1 < rowBytes ? flip : lastFlip));
                long pixels = BilevelImage.spreadBits(ink) & ONES;
                LONGS.set(units, at + y * stride + i * Long.BYTES, pixels);
                counts[i] += pixels;
                inked += Integer.bitCount(ink & 0xFF);
            }
            sumY += (long) inked * y;
            sumYSquares += (long) inked * y * y;
        }
    }

    /**
     * Writes the ink blurred by [1 2 1]ᵀ[1 2 1]: 0 to 16. It needs no second array: the ink is written a row too low and a long too
     * far to the right, and each blur puts its result over bytes that nothing needs any more.
     *
     * @param units the result, with ground around the image: a long left and right of it, a row above it and two below, at least
     * @param at place of the image's first pixel
     */
    void writeBlurred(byte[] units, int at) {
        write(units, at + stride + Long.BYTES);
        int rowBefore = at - Long.BYTES - stride;
        int end = rowBefore + (image.height() + 2) * stride;
        blurAlongRows(units, rowBefore + stride, end + stride);
        blurAlongColumns(units, rowBefore, end);
    }

    /** Eight bytes at once. No byte overflows. */
    private static void blurAlongRows(byte[] units, int from, int to) {
        for (int i = from; i < to; i += Long.BYTES) {
            long before = (long) LONGS.get(units, i + Long.BYTES - 1);
            long here = (long) LONGS.get(units, i + Long.BYTES);
            long after = (long) LONGS.get(units, i + Long.BYTES + 1);
            LONGS.set(units, i, before + 2 * here + after);
        }
    }

    private void blurAlongColumns(byte[] units, int from, int to) {
        for (int i = from; i < to; i += Long.BYTES) {
            long above = (long) LONGS.get(units, i);
            long here = (long) LONGS.get(units, i + stride);
            long below = (long) LONGS.get(units, i + 2 * stride);
            LONGS.set(units, i, above + 2 * here + below);
        }
    }

    /** The moments of all ink that was written, before any blur. */
    InkSums sums() {
        int[] columns = new int[counts.length * Long.BYTES];
        for (int i = 0; i < counts.length; i++) {
            for (int j = 0; j < Long.BYTES; j++) {
                columns[i * Long.BYTES + j] = (int) (counts[i] >>> 8 * j) & 0xFF;
            }
        }
        return InkSums.fromColumns(columns, sumY, sumYSquares);
    }
}
