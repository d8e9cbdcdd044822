package io.siamese.encoder.image.jpeg;

/** Orders the coefficients of a block (ITU-T T.81, figure A.6). */
final class ZigZag {
    /** Place in the block, row by row, of each coefficient in the order of the file. */
    static final byte[] PLACE = {
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14,
        21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60,
        61, 54, 47, 55, 62, 63
    };

    private ZigZag() {}

    /** Quantisation factors by place in the block. */
    static short[] inBlockOrder(short[] factors) {
        short[] placed = new short[64];
        for (int i = 0; i < 64; i++) {
            placed[PLACE[i]] = factors[i];
        }
        return placed;
    }
}
