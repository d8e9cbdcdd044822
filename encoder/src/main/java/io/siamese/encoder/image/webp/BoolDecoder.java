package io.siamese.encoder.image.webp;

import io.siamese.encoder.image.UnreadableImageException;

/** Decodes bits of given probabilities (RFC 6386, section 7). */
final class BoolDecoder {
    private final byte[] bytes;
    private final int end;
    private int at;
    /** Bits that are loaded and not decided; the highest decide. */
    private int value;

    private int range = 255;
    private int bits = -8;
    private boolean beyond;

    BoolDecoder(byte[] bytes, int from, int length) {
        this.bytes = bytes;
        this.at = from;
        this.end = from + length;
    }

    /** @param probability that the bit is 0, out of 256 */
    int readBit(int probability) {
        if (bits < 0) {
            loadByte();
        }
        int split = 1 + ((range - 1) * probability >> 8);
        int top = split << bits;
        int bit;
        if (value >= top) {
            value -= top;
            range -= split;
            bit = 1;
        } else {
            range = split;
            bit = 0;
        }
        int shift = Integer.numberOfLeadingZeros(range) - 24;
        range <<= shift;
        bits -= shift;
        return bit;
    }

    private void loadByte() {
        value <<= 8;
        bits += 8;
        if (at < end) {
            value |= bytes[at++] & 0xFF;
        } else {
            beyond = true;
        }
    }

    boolean readFlag() {
        return readBit(128) == 1;
    }

    int readNumber(int width) {
        int number = 0;
        for (int i = 0; i < width; i++) {
            number = 2 * number + readBit(128);
        }
        return number;
    }

    /** A number with a sign behind it. */
    int readSigned(int width) {
        int number = readNumber(width);
        return readFlag() ? -number : number;
    }

    /** A signed number, or 0 where a flag says that there is none. */
    int readOptional(int width) {
        return readFlag() ? readSigned(width) : 0;
    }

    /** Refuses data that ended before what was decoded from them. */
    void checkNotExhausted() throws UnreadableImageException {
        if (beyond) {
            throw UnreadableImageException.corrupt("WebP that ends early");
        }
    }
}
