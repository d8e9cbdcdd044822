package io.siamese.encoder.image.jpeg;

/**
 * Computes the inverse cosine transform of a block in integers, step by step as libjpeg's accurate one does (jidctint.c, after
 * Loeffler, Ligtenberg and Moschytz, ICASSP 1989), so that samples are the same to the last bit.
 */
final class InverseDct {
    private static final int CONST_BITS = 13;
    private static final int PASS1_BITS = 2;
    private static final int FIX_0_298631336 = 2446;
    private static final int FIX_0_390180644 = 3196;
    private static final int FIX_0_541196100 = 4433;
    private static final int FIX_0_765366865 = 6270;
    private static final int FIX_0_899976223 = 7373;
    private static final int FIX_1_175875602 = 9633;
    private static final int FIX_1_501321110 = 12299;
    private static final int FIX_1_847759065 = 15137;
    private static final int FIX_1_961570560 = 16069;
    private static final int FIX_2_053119869 = 16819;
    private static final int FIX_2_562915447 = 20995;
    private static final int FIX_3_072711026 = 25172;

    private final int[] work = new int[64];
    private final ReducedDct reduced = new ReducedDct();

    /** Writes the block of one coefficient, the DC one. */
    void fillFlatBlock(int dc, Component component, int at) {
        int factor = factorAt(component.factors, 0);
        byte sample = toSample((dc * factor << PASS1_BITS) + (1 << PASS1_BITS + 2) >> PASS1_BITS + 3);
        int stride = component.stride();
        for (int row = 0, to = at; row < component.side; row++, to += stride) {
            for (int i = 0; i < component.side; i++) {
                component.samples[to + i] = sample;
            }
        }
    }

    /**
     * Writes the samples of a block, 8 × 8 or fewer.
     *
     * @param block coefficients, row by row, from {@code from} on
     * @param at place of the first sample
     */
    void transform(short[] block, int from, Component component, int at) {
        if (component.side == 8) {
            transform(block, from, component.factors, component.samples, at, component.stride());
        } else {
            reduced.transform(block, from, component, at);
        }
    }

    private void transform(short[] block, int from, short[] factors, byte[] out, int at, int stride) {
        for (int x = 0; x < 8; x++) {
            transformColumn(block, from + x, factors, x);
        }
        for (int row = 0, to = at; row < 8; row++, to += stride) {
            transformRow(8 * row, out, to);
        }
    }

    private void transformColumn(short[] block, int c, short[] factors, int x) {
        int[] w = work;
        if ((block[c + 8]
                        | block[c + 16]
                        | block[c + 24]
                        | block[c + 32]
                        | block[c + 40]
                        | block[c + 48]
                        | block[c + 56])
                == 0) {
            int dc = block[c] * factorAt(factors, x) << PASS1_BITS;
            for (int i = x; i < 64; i += 8) {
                w[i] = dc;
            }
            return;
        }
        int z2 = block[c + 16] * factorAt(factors, x + 16);
        int z3 = block[c + 48] * factorAt(factors, x + 48);
        int z1 = (z2 + z3) * FIX_0_541196100;
        int tmp2 = z1 - z3 * FIX_1_847759065;
        int tmp3 = z1 + z2 * FIX_0_765366865;
        z2 = block[c] * factorAt(factors, x);
        z3 = block[c + 32] * factorAt(factors, x + 32);
        int tmp0 = z2 + z3 << CONST_BITS;
        int tmp1 = z2 - z3 << CONST_BITS;
        int tmp10 = tmp0 + tmp3;
        int tmp13 = tmp0 - tmp3;
        int tmp11 = tmp1 + tmp2;
        int tmp12 = tmp1 - tmp2;
        tmp0 = block[c + 56] * factorAt(factors, x + 56);
        tmp1 = block[c + 40] * factorAt(factors, x + 40);
        tmp2 = block[c + 24] * factorAt(factors, x + 24);
        tmp3 = block[c + 8] * factorAt(factors, x + 8);
        z1 = tmp0 + tmp3;
        z2 = tmp1 + tmp2;
        z3 = tmp0 + tmp2;
        int z4 = tmp1 + tmp3;
        int z5 = (z3 + z4) * FIX_1_175875602;
        z1 *= -FIX_0_899976223;
        z2 *= -FIX_2_562915447;
        z3 = z5 - z3 * FIX_1_961570560;
        z4 = z5 - z4 * FIX_0_390180644;
        tmp0 = tmp0 * FIX_0_298631336 + z1 + z3;
        tmp1 = tmp1 * FIX_2_053119869 + z2 + z4;
        tmp2 = tmp2 * FIX_3_072711026 + z2 + z3;
        tmp3 = tmp3 * FIX_1_501321110 + z1 + z4;
        int half = 1 << CONST_BITS - PASS1_BITS - 1;
        int shift = CONST_BITS - PASS1_BITS;
        w[x] = tmp10 + tmp3 + half >> shift;
        w[x + 56] = tmp10 - tmp3 + half >> shift;
        w[x + 8] = tmp11 + tmp2 + half >> shift;
        w[x + 48] = tmp11 - tmp2 + half >> shift;
        w[x + 16] = tmp12 + tmp1 + half >> shift;
        w[x + 40] = tmp12 - tmp1 + half >> shift;
        w[x + 24] = tmp13 + tmp0 + half >> shift;
        w[x + 32] = tmp13 - tmp0 + half >> shift;
    }

    static int factorAt(short[] factors, int place) {
        return factors[place] & 0xFFFF;
    }

    private void transformRow(int r, byte[] out, int to) {
        int[] w = work;
        int z2 = w[r + 2];
        int z3 = w[r + 6];
        int z1 = (z2 + z3) * FIX_0_541196100;
        int tmp2 = z1 - z3 * FIX_1_847759065;
        int tmp3 = z1 + z2 * FIX_0_765366865;
        int tmp0 = w[r] + w[r + 4] << CONST_BITS;
        int tmp1 = w[r] - w[r + 4] << CONST_BITS;
        int tmp10 = tmp0 + tmp3;
        int tmp13 = tmp0 - tmp3;
        int tmp11 = tmp1 + tmp2;
        int tmp12 = tmp1 - tmp2;
        tmp0 = w[r + 7];
        tmp1 = w[r + 5];
        tmp2 = w[r + 3];
        tmp3 = w[r + 1];
        z1 = tmp0 + tmp3;
        z2 = tmp1 + tmp2;
        z3 = tmp0 + tmp2;
        int z4 = tmp1 + tmp3;
        int z5 = (z3 + z4) * FIX_1_175875602;
        z1 *= -FIX_0_899976223;
        z2 *= -FIX_2_562915447;
        z3 = z5 - z3 * FIX_1_961570560;
        z4 = z5 - z4 * FIX_0_390180644;
        tmp0 = tmp0 * FIX_0_298631336 + z1 + z3;
        tmp1 = tmp1 * FIX_2_053119869 + z2 + z4;
        tmp2 = tmp2 * FIX_3_072711026 + z2 + z3;
        tmp3 = tmp3 * FIX_1_501321110 + z1 + z4;
        int half = 1 << CONST_BITS + PASS1_BITS + 2;
        int shift = CONST_BITS + PASS1_BITS + 3;
        out[to] = toSample(tmp10 + tmp3 + half >> shift);
        out[to + 7] = toSample(tmp10 - tmp3 + half >> shift);
        out[to + 1] = toSample(tmp11 + tmp2 + half >> shift);
        out[to + 6] = toSample(tmp11 - tmp2 + half >> shift);
        out[to + 2] = toSample(tmp12 + tmp1 + half >> shift);
        out[to + 5] = toSample(tmp12 - tmp1 + half >> shift);
        out[to + 3] = toSample(tmp13 + tmp0 + half >> shift);
        out[to + 4] = toSample(tmp13 - tmp0 + half >> shift);
    }

    static byte toSample(int value) {
        int moved = value + 128;
        return (byte) ((moved & ~0xFF) == 0 ? moved : moved < 0 ? 0 : 255);
    }
}
