package io.siamese.encoder.image.webp;

/** Decodes the coefficients of 4 × 4 blocks (RFC 6386, section 13). */
final class Coefficients {
    static final int LUMA_WITHOUT_DC = 0;
    static final int LUMA_DCS = 1;
    static final int CHROMA = 2;
    static final int LUMA = 3;

    private static final int NODES = 11;
    private static final int CONTEXTS = 3 * NODES;
    private static final int BANDS = 8 * CONTEXTS;
    private static final int[] BAND = {0, 1, 2, 3, 6, 4, 5, 6, 6, 6, 6, 6, 6, 6, 6, 7, 0};
    private static final int[] ZIGZAG = {0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15};
    private static final int[][] LARGE = {
        {173, 148, 140},
        {176, 155, 140, 135},
        {180, 157, 141, 134, 130},
        {254, 254, 243, 230, 196, 177, 153, 140, 133, 130, 129}
    };

    private final int[] probabilities;

    /** @param probabilities by type of block, band, context and node */
    Coefficients(int[] probabilities) {
        this.probabilities = probabilities;
    }

    /**
     * Decodes a block.
     *
     * @param context how many of the blocks above and to the left have coefficients
     * @param first coefficient that the block has, 0 or 1
     * @param out 16 numbers from {@code at} on, all 0
     * @return the number behind the last coefficient that is not 0
     */
    int decodeBlock(BoolDecoder in, int type, int context, int first, int dc, int ac, int[] out, int at) {
        int p = type * BANDS + BAND[first] * CONTEXTS + context * NODES;
        for (int n = first; n < 16; n++) {
            if (in.readBit(probabilities[p]) == 0) {
                return n;
            }
            while (in.readBit(probabilities[p + 1]) == 0) {
                n++;
                if (n == 16) {
                    return 16;
                }
                p = type * BANDS + BAND[n] * CONTEXTS;
            }
            int value = decodeValue(in, p);
            p = type * BANDS + BAND[n + 1] * CONTEXTS + Math.min(2, value) * NODES;
            out[at + ZIGZAG[n]] = (in.readBit(128) == 1 ? -value : value) * (n == 0 ? dc : ac);
        }
        return 16;
    }

    private int decodeValue(BoolDecoder in, int p) {
        if (in.readBit(probabilities[p + 2]) == 0) {
            return 1;
        }
        if (in.readBit(probabilities[p + 3]) == 0) {
            return in.readBit(probabilities[p + 4]) == 0 ? 2 : 3 + in.readBit(probabilities[p + 5]);
        }
        if (in.readBit(probabilities[p + 6]) == 0) {
            return in.readBit(probabilities[p + 7]) == 0
                    ? 5 + in.readBit(159)
                    : 7 + 2 * in.readBit(165) + in.readBit(145);
        }
        int high = in.readBit(probabilities[p + 8]);
        int category = 2 * high + in.readBit(probabilities[p + 9 + high]);
        int extra = 0;
        for (int probability : LARGE[category]) {
            extra = 2 * extra + in.readBit(probability);
        }
        return 3 + (8 << category) + extra;
    }
}
