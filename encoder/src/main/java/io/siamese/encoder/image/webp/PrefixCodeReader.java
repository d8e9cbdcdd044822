package io.siamese.encoder.image.webp;

import io.siamese.encoder.image.UnreadableImageException;
import java.util.Arrays;

/** Reads prefix codes from a picture's data (RFC 9649, section 3.7.2.1), and bounds the memory of all of them. */
final class PrefixCodeReader {
    private static final int[] LENGTH_ORDER = {17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    private static final int REPEAT_LAST = 16;
    private static final int ZEROS = 17;
    private static final int MOST_NUMBERS = 1 << 23;
    private static final int FIRST_LENGTH = 8;

    private final LosslessBits in;
    private long numbers;

    PrefixCodeReader(LosslessBits in) {
        this.in = in;
    }

    /** @param alphabet number of symbols */
    PrefixCode readCode(int alphabet) throws UnreadableImageException {
        PrefixCode code = PrefixCode.fromLengths(in.readFlag() ? readSimpleLengths(alphabet) : readLengths(alphabet));
        numbers += code.size();
        if (numbers > MOST_NUMBERS) {
            throw UnreadableImageException.corrupt("WebP with more prefix codes than a picture needs");
        }
        return code;
    }

    private int[] readSimpleLengths(int alphabet) throws UnreadableImageException {
        int[] lengths = new int[alphabet];
        boolean two = in.readFlag();
        setLengthOne(lengths, in.readBits(in.readFlag() ? 8 : 1));
        if (two) {
            setLengthOne(lengths, in.readBits(8));
        }
        return lengths;
    }

    private static void setLengthOne(int[] lengths, int symbol) throws UnreadableImageException {
        if (symbol >= lengths.length) {
            throw UnreadableImageException.corrupt("WebP with a symbol that does not exist");
        }
        lengths[symbol] = 1;
    }

    private int[] readLengths(int alphabet) throws UnreadableImageException {
        int[] ofLengths = new int[LENGTH_ORDER.length];
        int given = 4 + in.readBits(4);
        for (int i = 0; i < given; i++) {
            ofLengths[LENGTH_ORDER[i]] = in.readBits(3);
        }
        PrefixCode code = PrefixCode.fromLengths(ofLengths);
        int left = in.readFlag() ? 2 + in.readBits(2 + 2 * in.readBits(3)) : alphabet;
        int[] lengths = new int[alphabet];
        int last = FIRST_LENGTH;
        for (int symbol = 0; symbol < alphabet && left > 0; left--) {
            int next = code.nextSymbol(in);
            if (next < REPEAT_LAST) {
                lengths[symbol++] = next;
                last = next == 0 ? last : next;
            } else {
                symbol = repeatLength(lengths, symbol, next, last);
            }
        }
        return lengths;
    }

    private int repeatLength(int[] lengths, int symbol, int kind, int last) throws UnreadableImageException {
        int count = kind == REPEAT_LAST ? 3 + in.readBits(2) : kind == ZEROS ? 3 + in.readBits(3) : 11 + in.readBits(7);
        if (symbol + count > lengths.length) {
            throw UnreadableImageException.corrupt("WebP with more code lengths than symbols");
        }
        Arrays.fill(lengths, symbol, symbol + count, kind == REPEAT_LAST ? last : 0);
        return symbol + count;
    }
}
