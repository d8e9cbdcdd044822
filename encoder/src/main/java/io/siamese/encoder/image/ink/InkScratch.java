package io.siamese.encoder.image.ink;

import java.util.Arrays;

/**
 * Lends the same arrays to one image after another, so that they stay in the core's cache. The content of an array is
 * valid until the next image. For one thread.
 */
final class InkScratch {
    /** Enough for 255 × 210 pixels; more is not kept. */
    private static final int KEPT_BYTES = 64 * 1024;

    private byte[] mass = {};
    private byte[] rows = {};

    /** At least so many bytes, of which so many are 0. */
    byte[] clearedMass(int bytes) {
        byte[] array = cleared(mass, bytes);
        mass = keepIfSmall(array);
        return array;
    }

    /** Likewise, another one. */
    byte[] clearedRows(int bytes) {
        byte[] array = cleared(rows, bytes);
        rows = keepIfSmall(array);
        return array;
    }

    private static byte[] cleared(byte[] array, int bytes) {
        if (array.length < bytes) {
            return new byte[bytes];
        }
        Arrays.fill(array, 0, bytes, (byte) 0);
        return array;
    }

    private static byte[] keepIfSmall(byte[] array) {
        return array.length <= KEPT_BYTES ? array : new byte[] {};
    }
}
