package io.siamese.encoder.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * From luma to ink, 0 to 255: stretched to the image's own contrast, with the ground's texture cut off.
 *
 * @param ink of each luma value
 * @param isBilevel whether every pixel is 0 or 255
 */
record InkLevels(int[] ink, boolean isBilevel) {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ALL_BUT_TOP_BITS = 0x7F7F7F7F7F7F7F7FL;

    static InkLevels of(GrayImage image, InkMoments settings) throws UnreadableImageException {
        Range range = Range.of(image.shared());
        if (range.contrast() < settings.minContrast()) {
            throw new UnreadableImageException(
                    UnreadableImageException.BLANK_IMAGE,
                    "contrast " + range.contrast() + ", at least " + settings.minContrast());
        }
        int[] ink = new int[256];
        for (int luma = range.darkest; luma <= range.lightest; luma += range.isBilevel ? 255 : 1) {
            boolean dark = settings.polarity() == InkMoments.Polarity.DARK_ON_LIGHT;
            int depth = dark ? range.lightest - luma : luma - range.darkest;
            ink[luma] = level(depth, range.contrast(), settings.floorPermille());
        }
        return new InkLevels(ink, range.isBilevel);
    }

    private record Range(int darkest, int lightest, boolean isBilevel) {
        int contrast() {
            return lightest - darkest;
        }

        /** In a byte of 0 or 255 each bit is like its neighbour; eight of them are looked at at once. */
        static Range of(byte[] luma) {
            long or = 0;
            long and = -1;
            int at = 0;
            for (; at + Long.BYTES <= luma.length; at += Long.BYTES) {
                long pixels = (long) LONGS.get(luma, at);
                if (((pixels ^ pixels >>> 1) & ALL_BUT_TOP_BITS) != 0) {
                    return ofGrey(luma);
                }
                or |= pixels;
                and &= pixels;
            }
            for (; at < luma.length; at++) {
                if (luma[at] != 0 && luma[at] != -1) {
                    return ofGrey(luma);
                }
                or |= luma[at];
                and &= luma[at];
            }
            return new Range(and == -1 ? 255 : 0, or == 0 ? 0 : 255, true);
        }

        private static Range ofGrey(byte[] luma) {
            int darkest = 255;
            int lightest = 0;
            for (byte pixel : luma) {
                darkest = Math.min(darkest, pixel & 0xFF);
                lightest = Math.max(lightest, pixel & 0xFF);
            }
            return new Range(darkest, lightest, false);
        }
    }

    /** 255 · (depth / contrast − floor) / (1 − floor), rounded half up, in thousandths so that it stays an integer. */
    private static int level(int depth, int contrast, int floor) {
        int above = Math.max(0, 1000 * depth - floor * contrast);
        int most = (1000 - floor) * contrast;
        return (2 * 255 * above + most) / (2 * most);
    }
}
