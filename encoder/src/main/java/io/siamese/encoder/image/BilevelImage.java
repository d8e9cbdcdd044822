package io.siamese.encoder.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Holds an image of black and white alone, one bit a pixel, as a PNG does. The first of eight pixels is in the highest
 * bit.
 *
 * @param bits rows of {@link #rowBytes} bytes from the top; bits beyond the width are 0; not to be changed
 * @param setIsWhite whether a set bit is white and one that is not is black, or the other way round
 * @param countSet how many bits are set
 */
public record BilevelImage(int width, int height, byte[] bits, boolean setIsWhite, int countSet) {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long TOP_BITS = 0x8080808080808080L;
    /** Times it, a long with a bit on top of each byte, shifted down, has these bits in its highest byte, the first on top. */
    private static final long GATHER = 0x8040201008040201L;

    private static final long[] SPREAD = spreadTable();

    /**
     * Makes an image of bits without copying them.
     *
     * @param bits as above, but for what lies beyond the width, which is cleared in the array
     */
    public static BilevelImage wrapBits(int width, int height, byte[] bits, boolean setIsWhite) {
        int rowBytes = rowBytes(width);
        byte used = (byte) (0xFF << 8 * rowBytes - width);
        for (int last = rowBytes - 1; last < bits.length; last += rowBytes) {
            bits[last] &= used;
        }
        return new BilevelImage(width, height, bits, setIsWhite, countSetBits(bits));
    }

    /** Whether there is both black and white in it. */
    public boolean hasBlackAndWhite() {
        return countSet > 0 && countSet < width * height;
    }

    private static int countSetBits(byte[] bits) {
        int count = 0;
        int at = 0;
        for (; at + Long.BYTES <= bits.length; at += Long.BYTES) {
            count += Long.bitCount((long) LONGS.get(bits, at));
        }
        for (; at < bits.length; at++) {
            count += Integer.bitCount(bits[at] & 0xFF);
        }
        return count;
    }

    /** The image, where each of its pixels is 0 or 255; otherwise null. Looks at eight of them at once. */
    static @Nullable BilevelImage fromGrayOrNull(GrayImage image) {
        byte[] luma = image.sharedLuma();
        if (!isBilevel(luma)) {
            return null;
        }
        int rowBytes = rowBytes(image.width());
        byte[] bits = new byte[rowBytes * image.height()];
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x += 8) {
                long pixels = loadEightPixels(luma, y * image.width() + x, image.width() - x);
                bits[y * rowBytes + x / 8] = (byte) (((pixels & TOP_BITS) >>> 7) * GATHER >>> 56);
            }
        }
        return wrapBits(image.width(), image.height(), bits, true);
    }

    /** In a byte of 0 or 255 each bit is like its neighbour. */
    private static boolean isBilevel(byte[] luma) {
        int at = 0;
        for (; at + Long.BYTES <= luma.length; at += Long.BYTES) {
            long pixels = (long) LONGS.get(luma, at);
            if (((pixels ^ pixels >>> 1) & ~TOP_BITS) != 0) {
                return false;
            }
        }
        for (; at < luma.length; at++) {
            if (luma[at] != 0 && luma[at] != -1) {
                return false;
            }
        }
        return true;
    }

    /** Eight pixels from a place on, or fewer at the end of the image. */
    private static long loadEightPixels(byte[] luma, int at, int left) {
        if (at + Long.BYTES <= luma.length) {
            return (long) LONGS.get(luma, at);
        }
        long pixels = 0;
        for (int i = 0; i < left; i++) {
            pixels |= (luma[at + i] & 0xFFL) << 8 * i;
        }
        return pixels;
    }

    public static int rowBytes(int width) {
        return (width + 7) / 8;
    }

    public int rowBytes() {
        return rowBytes(width);
    }

    /** Luma of each pixel, 0 or 255. */
    byte[] expandToLuma() {
        byte[] luma = new byte[width * height];
        int rowBytes = rowBytes(width);
        long flip = setIsWhite ? 0 : -1;
        for (int y = 0; y < height; y++) {
            int at = y * width;
            for (int i = y * rowBytes; i < (y + 1) * rowBytes; i++, at += 8) {
                storePixels(spreadBits(bits[i]) ^ flip, luma, at, Math.min(8, (y + 1) * width - at));
            }
        }
        return luma;
    }

    private static void storePixels(long pixels, byte[] luma, int at, int count) {
        if (count == 8) {
            LONGS.set(luma, at, pixels);
        } else {
            for (int i = 0; i < count; i++) {
                luma[at + i] = (byte) (pixels >>> 8 * i);
            }
        }
    }

    /** Eight bits as eight bytes of 0 or 255, the highest bit first in memory. */
    public static long spreadBits(byte bits) {
        return SPREAD[bits & 0xFF];
    }

    private static long[] spreadTable() {
        long[] spread = new long[256];
        for (int bits = 0; bits < spread.length; bits++) {
            for (int i = 0; i < 8; i++) {
                spread[bits] |= (bits >> 7 - i & 1) * 0xFFL << 8 * i;
            }
        }
        return spread;
    }
}
