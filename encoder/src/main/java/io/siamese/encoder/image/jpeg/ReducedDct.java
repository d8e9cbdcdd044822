package io.siamese.encoder.image.jpeg;

/**
 * Computes blocks at a half, a quarter or an eighth of their size: the inverse cosine transform of 4, 2 or 1 points takes the lowest
 * coefficients of a block, as libjpeg has done since version 7 (jidctint.c, jpeg_idct_4x4 and jpeg_idct_2x2). The mean of the
 * samples is that of the block.
 */
final class ReducedDct {
    private static final int CONST_BITS = 13;
    private static final int PASS1_BITS = 2;
    private static final int FIX_0_541196100 = 4433;
    private static final int FIX_0_765366865 = 6270;
    private static final int FIX_1_847759065 = 15137;

    private final int[] work = new int[16];

    void transform(short[] block, int from, Component component, int at) {
        switch (component.side) {
            case 4 -> transformFourByFour(block, from, component, at);
            case 2 -> transformTwoByTwo(block, from, component, at);
            default -> component.samples[at] = InverseDct.toSample(dequantised(block, from, component, 0) + 4 >> 3);
        }
    }

    private static int dequantised(short[] block, int from, Component component, int place) {
        return block[from + place] * InverseDct.factorAt(component.factors, place);
    }

    private static void transformTwoByTwo(short[] block, int from, Component component, int at) {
        int dc = dequantised(block, from, component, 0) + 4;
        int down = dequantised(block, from, component, 8);
        int right = dequantised(block, from, component, 1);
        int both = dequantised(block, from, component, 9);
        byte[] out = component.samples;
        int below = at + component.stride();
        out[at] = InverseDct.toSample(dc + down + right + both >> 3);
        out[at + 1] = InverseDct.toSample(dc + down - right - both >> 3);
        out[below] = InverseDct.toSample(dc - down + right - both >> 3);
        out[below + 1] = InverseDct.toSample(dc - down - right + both >> 3);
    }

    private void transformFourByFour(short[] block, int from, Component component, int at) {
        for (int x = 0; x < 4; x++) {
            transformColumn(
                    dequantised(block, from, component, x),
                    dequantised(block, from, component, x + 8),
                    dequantised(block, from, component, x + 16),
                    dequantised(block, from, component, x + 24),
                    x);
        }
        for (int row = 0, to = at; row < 4; row++, to += component.stride()) {
            transformRow(4 * row, component.samples, to);
        }
    }

    private void transformColumn(int c0, int c1, int c2, int c3, int x) {
        int sum = c0 + c2 << PASS1_BITS;
        int difference = c0 - c2 << PASS1_BITS;
        int shift = CONST_BITS - PASS1_BITS;
        int z1 = (c1 + c3) * FIX_0_541196100 + (1 << shift - 1);
        int outer = z1 + c1 * FIX_0_765366865 >> shift;
        int inner = z1 - c3 * FIX_1_847759065 >> shift;
        work[x] = sum + outer;
        work[x + 4] = difference + inner;
        work[x + 8] = difference - inner;
        work[x + 12] = sum - outer;
    }

    private void transformRow(int r, byte[] out, int to) {
        int c0 = work[r] + (1 << PASS1_BITS + 2);
        int sum = c0 + work[r + 2] << CONST_BITS;
        int difference = c0 - work[r + 2] << CONST_BITS;
        int z1 = (work[r + 1] + work[r + 3]) * FIX_0_541196100;
        int outer = z1 + work[r + 1] * FIX_0_765366865;
        int inner = z1 - work[r + 3] * FIX_1_847759065;
        int shift = CONST_BITS + PASS1_BITS + 3;
        out[to] = InverseDct.toSample(sum + outer >> shift);
        out[to + 1] = InverseDct.toSample(difference + inner >> shift);
        out[to + 2] = InverseDct.toSample(difference - inner >> shift);
        out[to + 3] = InverseDct.toSample(sum - outer >> shift);
    }
}
