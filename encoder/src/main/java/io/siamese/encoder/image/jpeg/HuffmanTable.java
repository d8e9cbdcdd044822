package io.siamese.encoder.image.jpeg;

import io.siamese.encoder.image.UnreadableImageException;

/** Decodes Huffman codes (ITU-T T.81, annex C and F.2.2.3). Short codes by one look into a table. */
final class HuffmanTable {
    private static final int LOOK_AHEAD = 9;
    private static final int LONGEST = 16;

    private final byte[] symbols;
    /** Length in the high byte and symbol in the low one, by the next 9 bits; 0 for longer codes. */
    private final short[] look = new short[1 << LOOK_AHEAD];
    /** By length: one more than the largest code, moved to the top of 16 bits. */
    private final int[] limit = new int[LONGEST + 2];
    /** By length: what to add to a code to get the place of its symbol. */
    private final int[] offset = new int[LONGEST + 1];
    /** Value, run of zeros and bits in all, of codes that fit together with their value into 9 bits; 0 for others. */
    private final int[] whole = new int[1 << LOOK_AHEAD];

    /**
     * @param counts number of codes of each length from 1 to 16
     * @param symbols of the codes, shortest first
     * @throws UnreadableImageException if there are more codes of a length than the format has room for
     */
    HuffmanTable(int[] counts, byte[] symbols) throws UnreadableImageException {
        this.symbols = symbols;
        int code = 0;
        int place = 0;
        for (int length = 1; length <= LONGEST; length++) {
            offset[length] = place - code;
            if (code + counts[length - 1] > 1 << length) {
                throw UnreadableImageException.corrupt("JPEG Huffman table with too many codes");
            }
            for (int i = 0; i < counts[length - 1]; i++, code++, place++) {
                fillLookAhead(code, length, symbols[place]);
            }
            limit[length] = code << LONGEST - length;
            code <<= 1;
        }
        limit[LONGEST + 1] = Integer.MAX_VALUE;
        fillWhole();
    }

    private void fillLookAhead(int code, int length, byte symbol) {
        if (length <= LOOK_AHEAD) {
            int first = code << LOOK_AHEAD - length;
            for (int i = 0; i < 1 << LOOK_AHEAD - length; i++) {
                look[first + i] = (short) (length << 8 | symbol & 0xFF);
            }
        }
    }

    private void fillWhole() {
        for (int i = 0; i < whole.length; i++) {
            int length = look[i] >> 8;
            int size = look[i] & 0xF;
            int run = look[i] >> 4 & 0xF;
            if (length > 0 && size > 0 && length + size <= LOOK_AHEAD) {
                int bits = i >> LOOK_AHEAD - length - size & (1 << size) - 1;
                int value = bits < 1 << size - 1 ? bits - (1 << size) + 1 : bits;
                whole[i] = value << 16 | run << 8 | length + size;
            }
        }
    }

    /** A coefficient with its run of zeros, where both fit into the next 9 bits: value, run and bits used; otherwise 0. */
    int lookUpCoefficient(BitSource bits) {
        return whole[bits.peekBits(LOOK_AHEAD)];
    }

    /** The next symbol, 0 to 255, or -1 where the bits are no code. */
    int decodeSymbol(BitSource bits) {
        int entry = look[bits.peekBits(LOOK_AHEAD)];
        if (entry != 0) {
            bits.skipBits(entry >> 8);
            return entry & 0xFF;
        }
        int next = bits.peekBits(LONGEST);
        int length = 1;
        while (next >= limit[length]) {
            length++;
        }
        if (length > LONGEST) {
            return -1;
        }
        bits.skipBits(length);
        return symbols[(next >> LONGEST - length) + offset[length]] & 0xFF;
    }
}
