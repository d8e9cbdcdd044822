package io.siamese.encoder.image.webp;

import java.util.Arrays;

/**
 * Holds the samples of one channel with a border above and to the left, as prediction needs it: 127 above, 129 to the left (RFC 6386,
 * section 12.2).
 */
final class LossyPlane {
    private static final int ABOVE = 127;
    private static final int LEFT = 129;
    /** Columns to the right that a block of 4 × 4 looks at. */
    private static final int MARGIN = 4;

    final byte[] samples;
    final int stride;
    final int width;
    final int height;

    /**
     * @param width whole macroblocks, samples
     * @param height whole macroblocks, samples
     */
    LossyPlane(int width, int height) {
        this.width = width;
        this.height = height;
        this.stride = width + 1 + MARGIN;
        this.samples = new byte[stride * (height + 1)];
        Arrays.fill(samples, 0, stride, (byte) ABOVE);
        for (int y = 0; y < height; y++) {
            samples[indexOf(-1, y)] = (byte) LEFT;
        }
    }

    int indexOf(int x, int y) {
        return (y + 1) * stride + x + 1;
    }

    static byte clipToByte(int value) {
        return (byte) Math.max(0, Math.min(255, value));
    }
}
