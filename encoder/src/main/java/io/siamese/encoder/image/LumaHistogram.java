package io.siamese.encoder.image;

import java.math.BigInteger;
import java.util.List;

/**
 * Counts how often each luma occurs in an image. Of an image of more than {@value #MOST} pixels it looks at evenly spread ones,
 * because measuring may not take a noticeable part of the time that decoding takes.
 */
final class LumaHistogram {
    static final int MOST = 1 << 18;

    private LumaHistogram() {}

    /** How often each of 256 lumas occurs among the pixels that were looked at. */
    static int[] count(DecodedImage image) {
        GrayImage first = image.planes().get(0);
        int step = step((long) first.width() * first.height(), first.width());
        return image.planes().size() == 1 ? ofLuma(first.shared(), step) : ofColours(image.planes(), step);
    }

    /** A step that visits every column, because it has no divisor in common with the width. */
    static int step(long pixels, int width) {
        int step = (int) ((pixels + MOST - 1) / MOST);
        while (step > 1
                && BigInteger.valueOf(step).gcd(BigInteger.valueOf(width)).intValue() != 1) {
            step++;
        }
        return step;
    }

    private static int[] ofLuma(byte[] luma, int step) {
        int[] counts = new int[256];
        for (int i = 0; i < luma.length; i += step) {
            counts[luma[i] & 0xFF]++;
        }
        return counts;
    }

    private static int[] ofColours(List<GrayImage> planes, int step) {
        byte[] red = planes.get(0).shared();
        byte[] green = planes.get(1).shared();
        byte[] blue = planes.get(2).shared();
        int[] counts = new int[256];
        for (int i = 0; i < red.length; i += step) {
            counts[Planes.luma((red[i] & 0xFF) << 16 | (green[i] & 0xFF) << 8 | blue[i] & 0xFF) & 0xFF]++;
        }
        return counts;
    }
}
