package io.siamese.encoder.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Ink that is there or not: a byte a pixel, eight of them worked on at once in a long. The numbers are those of
 * {@link GreyMass} for the same image, in units of 255.
 */
final class BilevelMass extends InkMass {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    /** A one in each byte. */
    private static final long ONES = 0x0101010101010101L;

    private static final int INK = 255;
    /** Columns left of the image, a whole long, and rows above it. */
    private static final int LEFT = Long.BYTES;

    private static final int ABOVE = GROUND + 1;

    private final byte[] units;
    private final int stride;
    private final int blur;

    private BilevelMass(byte[] units, int stride, int width, int height, int blur, InkSums moments) {
        super(width, height, moments);
        this.units = units;
        this.stride = stride;
        this.blur = blur;
    }

    /** Whether sums of an image stay within bytes: 16 after one blur, and the height in a column's sum. */
    static boolean fits(BilevelImage image, int blur) {
        return blur <= 1 && image.height() <= 255;
    }

    /** @param lightIsInk whether white is ink, on black ground */
    static BilevelMass of(BilevelImage image, boolean lightIsInk, int blur) {
        int stride = LEFT + (image.width() + GROUND + Long.BYTES) / Long.BYTES * Long.BYTES + Long.BYTES;
        byte[] units = new byte[stride * (image.height() + 2 * ABOVE)];
        InkSums sums = fill(units, stride, image, lightIsInk != image.setIsWhite());
        if (blur > 0) {
            byte[] rows = new byte[units.length];
            add(units, rows, 1);
            add(rows, units, stride);
        }
        return new BilevelMass(
                units,
                stride,
                image.width() + 2 * blur,
                image.height() + 2 * blur,
                blur,
                sums.shifted(blur).blurred(blur).times(INK));
    }

    private static InkSums fill(byte[] units, int stride, BilevelImage image, boolean clearIsInk) {
        byte[] bits = image.bits();
        int rowBytes = image.rowBytes();
        int flip = clearIsInk ? -1 : 0;
        int lastFlip = flip << 8 * rowBytes - image.width();
        long[] counts = new long[rowBytes];
        long sumY = 0;
        long sumYSquares = 0;
        for (int y = 0; y < image.height(); y++) {
            int from = y * rowBytes;
            int to = (y + ABOVE) * stride + LEFT;
            int row = 0;
            for (int i = 0; i < rowBytes; i++) {
                byte ink = (byte) (bits[from + i] ^ (i + 1 < rowBytes ? flip : lastFlip));
                long pixels = BilevelImage.spread(ink) & ONES;
                LONGS.set(units, to + 8 * i, pixels);
                counts[i] += pixels;
                row += Integer.bitCount(ink & 0xFF);
            }
            sumY += (long) row * y;
            sumYSquares += (long) row * y * y;
        }
        return InkSums.of(columns(counts, image.width()), sumY, sumYSquares);
    }

    private static int[] columns(long[] counts, int width) {
        int[] columns = new int[width];
        for (int x = 0; x < width; x++) {
            columns[x] = (int) (counts[x / Long.BYTES] >>> 8 * (x % Long.BYTES)) & 0xFF;
        }
        return columns;
    }

    /** [1 2 1] along {@code step}, eight bytes at once; ground lies on both sides of whatever has ink. */
    private static void add(byte[] from, byte[] to, int step) {
        int first = (step + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
        for (int i = first; i <= from.length - step - Long.BYTES; i += Long.BYTES) {
            long before = (long) LONGS.get(from, i - step);
            long here = (long) LONGS.get(from, i);
            long after = (long) LONGS.get(from, i + step);
            LONGS.set(to, i, before + (here << 1) + after);
        }
    }

    @Override
    long pair(int index) {
        int both = (short) SHORTS.get(units, index) & 0xFFFF;
        return both & 0xFF | (long) (both >>> 8) << 32;
    }

    @Override
    double perUnit() {
        return blur == 0 ? 1 : 1.0 / 16;
    }

    @Override
    int weight() {
        return INK;
    }

    @Override
    int origin() {
        return (ABOVE - blur) * stride + LEFT - blur;
    }

    @Override
    int stride() {
        return stride;
    }
}
