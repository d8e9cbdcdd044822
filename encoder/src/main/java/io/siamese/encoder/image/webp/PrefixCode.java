package io.siamese.encoder.image.webp;

import io.siamese.encoder.image.UnreadableImageException;

/**
 * Decodes the symbols of a canonical prefix code (RFC 9649, section 3.7.2). Codes of up to {@value #FAST} bits are looked up in one
 * step, and longer ones are followed bit by bit.
 */
final class PrefixCode {
    static final int LONGEST = 15;
    private static final int FAST = 8;

    /** By the next bits: the symbol times 16 plus the length of its code; 0 for a code that is longer. */
    private final int[] fast;

    private final int fastBits;
    /** Symbols in the order of their codes. */
    private final int[] symbols;

    private final int[] counts;

    private PrefixCode(int[] fast, int fastBits, int[] symbols, int[] counts) {
        this.fast = fast;
        this.fastBits = fastBits;
        this.symbols = symbols;
        this.counts = counts;
    }

    /** @param lengths by symbol: bits of its code, 0 for a symbol that has none */
    static PrefixCode fromLengths(int[] lengths) throws UnreadableImageException {
        int[] counts = new int[LONGEST + 1];
        int used = 0;
        int longest = 0;
        for (int length : lengths) {
            if (length > 0) {
                counts[length]++;
                used++;
                longest = Math.max(longest, length);
            }
        }
        int[] symbols = sortSymbols(lengths, counts, used);
        if (used == 1) {
            // The only symbol takes no bits.
            return new PrefixCode(new int[] {symbols[0] << 4}, 0, symbols, counts);
        }
        checkComplete(counts);
        int fastBits = Math.min(FAST, longest);
        return new PrefixCode(fastTable(symbols, counts, fastBits), fastBits, symbols, counts);
    }

    /** Numbers that the code keeps. */
    int size() {
        return fast.length + symbols.length + counts.length;
    }

    private static int[] sortSymbols(int[] lengths, int[] counts, int used) {
        int[] next = new int[LONGEST + 2];
        for (int length = 1; length <= LONGEST; length++) {
            next[length + 1] = next[length] + counts[length];
        }
        int[] symbols = new int[used];
        for (int symbol = 0; symbol < lengths.length; symbol++) {
            if (lengths[symbol] > 0) {
                symbols[next[lengths[symbol]]++] = symbol;
            }
        }
        return symbols;
    }

    private static void checkComplete(int[] counts) throws UnreadableImageException {
        int open = 1;
        for (int length = 1; length <= LONGEST; length++) {
            open = 2 * open - counts[length];
            if (open < 0) {
                break;
            }
        }
        if (open != 0) {
            throw UnreadableImageException.corrupt("WebP with a prefix code that is not complete");
        }
    }

    private static int[] fastTable(int[] symbols, int[] counts, int fastBits) {
        int[] table = new int[1 << fastBits];
        int code = 0;
        int at = 0;
        for (int length = 1; length <= fastBits; length++) {
            for (int i = 0; i < counts[length]; i++, code++, at++) {
                int first = Integer.reverse(code) >>> 32 - length;
                for (int entry = first; entry < table.length; entry += 1 << length) {
                    table[entry] = symbols[at] << 4 | length;
                }
            }
            code <<= 1;
        }
        return table;
    }

    int nextSymbol(LosslessBits in) throws UnreadableImageException {
        int entry = fast[in.peekBits(fastBits)];
        if (entry != 0 || fastBits == 0) {
            in.skipBits(entry & 0xF);
            return entry >> 4;
        }
        return nextBitByBit(in);
    }

    private int nextBitByBit(LosslessBits in) throws UnreadableImageException {
        int code = 0;
        int first = 0;
        int before = 0;
        for (int length = 1; length <= LONGEST; length++) {
            code = 2 * code + in.readBits(1);
            if (code - first < counts[length]) {
                return symbols[before + code - first];
            }
            before += counts[length];
            first = 2 * (first + counts[length]);
        }
        throw UnreadableImageException.corrupt("WebP with a code that has no symbol");
    }
}
