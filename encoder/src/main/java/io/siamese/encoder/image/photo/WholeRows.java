package io.siamese.encoder.image.photo;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Adds up rows of bytes column by column, eight columns at once: two longs of four lanes of 16 bits, which hold 257 rows. */
final class WholeRows {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EVEN_BYTES = 0x00FF00FF00FF00FFL;
    private static final int MOST = 257;

    private final int width;
    private final long[] even;
    private final long[] odd;
    private final int[] rest = new int[Long.BYTES];
    private int rows;

    WholeRows(int width) {
        this.width = width;
        even = new long[width / Long.BYTES];
        odd = new long[width / Long.BYTES];
    }

    boolean isFull() {
        return rows == MOST;
    }

    void add(byte[] luma, int from) {
        for (int i = 0; i < even.length; i++) {
            long pixels = (long) LONGS.get(luma, from + Long.BYTES * i);
            even[i] += pixels & EVEN_BYTES;
            odd[i] += pixels >>> 8 & EVEN_BYTES;
        }
        for (int x = Long.BYTES * even.length; x < width; x++) {
            rest[x % Long.BYTES] += luma[from + x] & 0xFF;
        }
        rows++;
    }

    /** Adds the sums, each times a factor, and begins anew. */
    void drainInto(long[] columns, long factor) {
        if (rows == 0) {
            return;
        }
        for (int i = 0, x = 0; i < even.length; i++) {
            for (int shift = 0; shift < Long.SIZE; shift += 16, x += 2) {
                columns[x] += factor * (even[i] >>> shift & 0xFFFF);
                columns[x + 1] += factor * (odd[i] >>> shift & 0xFFFF);
            }
            even[i] = 0;
            odd[i] = 0;
        }
        for (int x = Long.BYTES * even.length; x < width; x++) {
            columns[x] += factor * rest[x % Long.BYTES];
            rest[x % Long.BYTES] = 0;
        }
        rows = 0;
    }
}
