package io.siamese.encoder.image.webp;

import io.siamese.encoder.image.UnreadableImageException;

/** Reads bits, the least significant bit of a byte first. Reading beyond the end is refused at once. */
final class LosslessBits {
    private final byte[] bytes;
    private final int end;
    private int at;
    private long bits;
    private int count;

    LosslessBits(byte[] bytes, int from, int length) {
        this.bytes = bytes;
        this.at = from;
        this.end = from + length;
    }

    /** A number of up to 24 bits. */
    int readBits(int width) throws UnreadableImageException {
        int value = peekBits(width);
        skipBits(width);
        return value;
    }

    boolean readFlag() throws UnreadableImageException {
        return readBits(1) == 1;
    }

    /** The next bits without taking them; beyond the end they are 0. */
    int peekBits(int width) {
        while (count < width && at < end) {
            bits |= (bytes[at++] & 0xFFL) << count;
            count += 8;
        }
        return (int) (bits & (1L << width) - 1);
    }

    /** Takes bits that were seen by {@link #peekBits}. */
    void skipBits(int width) throws UnreadableImageException {
        if (width > count) {
            throw UnreadableImageException.corrupt("WebP that ends early");
        }
        bits >>>= width;
        count -= width;
    }
}
