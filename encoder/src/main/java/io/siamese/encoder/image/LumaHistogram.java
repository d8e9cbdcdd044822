package io.siamese.encoder.image;

import java.math.BigInteger;
import java.util.List;

/**
 * Counts how often each luma occurs in an image. Of an image of more than {@value #MOST} pixels it looks at evenly spread ones,
 * so that measuring takes about two microseconds whatever the image is.
 */
final class LumaHistogram {
    static final int MOST = 1 << 12;

    private LumaHistogram() {}

    /** How often each of 256 lumas occurs among the pixels that were looked at. */
    static int[] count(DecodedImage image) {
        GrayImage first = image.planes().get(0);
        int step = step((long) first.width() * first.height(), first.width());
        return image.planes().size() == 1 ? ofLuma(first.sharedLuma(), step) : ofColours(image.planes(), step);
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

    /** Neighbours are often alike, and a count would wait for the one before it: so there are several counts of each luma. */
    private static int[] ofLuma(byte[] luma, int step) {
        int[] first = new int[256];
        int[] second = new int[256];
        int[] third = new int[256];
        int[] fourth = new int[256];
        int i = 0;
        for (; i + 3 * step < luma.length; i += 4 * step) {
            first[luma[i] & 0xFF]++;
            second[luma[i + step] & 0xFF]++;
            third[luma[i + 2 * step] & 0xFF]++;
            fourth[luma[i + 3 * step] & 0xFF]++;
        }
        for (; i < luma.length; i += step) {
            first[luma[i] & 0xFF]++;
        }
        for (int value = 0; value < first.length; value++) {
            first[value] += second[value] + third[value] + fourth[value];
        }
        return first;
    }

    private static int[] ofColours(List<GrayImage> planes, int step) {
        byte[] red = planes.get(0).sharedLuma();
        byte[] green = planes.get(1).sharedLuma();
        byte[] blue = planes.get(2).sharedLuma();
        int[] counts = new int[256];
        for (int i = 0; i < red.length; i += step) {
            counts[Planes.rec601Luma((red[i] & 0xFF) << 16 | (green[i] & 0xFF) << 8 | blue[i] & 0xFF) & 0xFF]++;
        }
        return counts;
    }
}
