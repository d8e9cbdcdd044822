package io.siamese.encoder.image.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads the bits of one scan's entropy-coded data (ITU-T T.81, F.1.2.3): FF 00 is a byte FF, and FF before anything else ends
 * the data. Bits beyond the end read as 0, and {@link #isExhausted} says that some were asked for.
 */
final class BitSource {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private final byte[] data;
    private final int end;
    private int at;
    /** The next bits, the first in the highest place; below the first {@link #count} all are 0. */
    private long bits;

    private int count;

    BitSource(byte[] data, int from, int end) {
        this.data = data;
        this.at = from;
        this.end = end;
    }

    /** Makes at least 48 bits ready, or all that are left. Enough for a code and the bits that follow it. */
    void ensureBits() {
        if (count < 48) {
            refillBits();
        }
    }

    private void refillBits() {
        if (count >= 0 && at + Long.BYTES <= end) {
            long next = (long) LONGS.get(data, at);
            if (!hasMarkerByte(next)) {
                int bytes = 63 - count >> 3;
                bits |= next >>> count;
                at += bytes;
                count += 8 * bytes;
                bits &= -1L << 64 - count;
                return;
            }
        }
        while (count <= 56 && appendByte()) {}
    }

    private static boolean hasMarkerByte(long bytes) {
        long inverted = ~bytes;
        return (inverted - LOW_BITS & bytes & HIGH_BITS) != 0;
    }

    private boolean appendByte() {
        if (count < 0 || at >= end) {
            return false;
        }
        int next = data[at] & 0xFF;
        if (next == 0xFF) {
            if (at + 1 >= end || data[at + 1] != 0) {
                return false;
            }
            at++;
        }
        at++;
        bits |= (long) next << 56 - count;
        count += 8;
        return true;
    }

    /** The next {@code length} bits, 1 to 16, which stay. */
    int peekBits(int length) {
        return (int) (bits >>> 64 - length);
    }

    void skipBits(int length) {
        bits <<= length;
        count -= length;
    }

    /** Whether the next bit is set. */
    boolean readBit() {
        ensureBits();
        boolean set = bits < 0;
        skipBits(1);
        return set;
    }

    /** The next {@code length} bits, 0 to 16, as a number. */
    int readBits(int length) {
        if (length == 0) {
            return 0;
        }
        int value = peekBits(length);
        skipBits(length);
        return value;
    }

    /** The next {@code length} bits, 0 to 16, as the signed number of T.81, F.2.2.1 (EXTEND). */
    int readSigned(int length) {
        if (length == 0) {
            return 0;
        }
        int value = readBits(length);
        return value < 1 << length - 1 ? value - (1 << length) + 1 : value;
    }

    /** Whether more bits were taken than there are. */
    boolean isExhausted() {
        return count < 0;
    }

    /**
     * Goes on behind the next marker, passing over stray bytes before it.
     *
     * @return the marker's second byte, or -1 where there is none
     */
    int nextMarker() {
        bits = 0;
        count = 0;
        while (at + 1 < end) {
            int second = data[at + 1] & 0xFF;
            if (data[at] == -1 && second != 0 && second != 0xFF) {
                at += 2;
                return second;
            }
            at++;
        }
        return -1;
    }
}
