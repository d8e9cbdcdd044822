package io.siamese.encoder.image.ink;

import java.util.Arrays;

/**
 * Lends the same array to one image after another, so that it stays in the core's cache. Its content is valid until the
 * next image. For one thread.
 */
final class InkScratch {
    /** Enough for 255 × 210 pixels; more is not kept. */
    private static final int KEPT_BYTES = 64 * 1024;

    private byte[] mass = {};

    /** At least so many bytes, of which so many are 0. */
    byte[] clearedMass(int bytes) {
        if (mass.length >= bytes) {
            Arrays.fill(mass, 0, bytes, (byte) 0);
            return mass;
        }
        byte[] larger = new byte[bytes];
        mass = bytes <= KEPT_BYTES ? larger : mass;
        return larger;
    }
}
