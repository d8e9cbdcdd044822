package io.siamese.encoder.image.webp;

/** Turns coefficients into samples (RFC 6386, section 14). */
final class InverseTransforms {
    private static final int COSINE = 20091;
    private static final int SINE = 35468;

    private InverseTransforms() {}

    /** Spreads the DCs of 16 blocks, which were transformed together, to the first coefficient of each block. */
    static void walshHadamard(int[] in, int[] out) {
        int[] half = new int[16];
        for (int i = 0; i < 4; i++) {
            int a0 = in[i] + in[12 + i];
            int a1 = in[4 + i] + in[8 + i];
            int a2 = in[4 + i] - in[8 + i];
            int a3 = in[i] - in[12 + i];
            half[i] = a0 + a1;
            half[8 + i] = a0 - a1;
            half[4 + i] = a3 + a2;
            half[12 + i] = a3 - a2;
        }
        for (int i = 0; i < 4; i++) {
            int dc = half[4 * i] + 3;
            int a0 = dc + half[4 * i + 3];
            int a1 = half[4 * i + 1] + half[4 * i + 2];
            int a2 = half[4 * i + 1] - half[4 * i + 2];
            int a3 = dc - half[4 * i + 3];
            out[64 * i] = a0 + a1 >> 3;
            out[64 * i + 16] = a3 + a2 >> 3;
            out[64 * i + 32] = a0 - a1 >> 3;
            out[64 * i + 48] = a3 - a2 >> 3;
        }
    }

    /** Adds a block of 4 × 4 to the prediction of its samples. */
    static void addBlock(int[] in, int from, byte[] plane, int at, int stride, int[] half) {
        for (int i = 0; i < 4; i++) {
            int a = in[from + i] + in[from + 8 + i];
            int b = in[from + i] - in[from + 8 + i];
            int c = timesSine(in[from + 4 + i]) - timesCosine(in[from + 12 + i]);
            int d = timesCosine(in[from + 4 + i]) + timesSine(in[from + 12 + i]);
            half[4 * i] = a + d;
            half[4 * i + 1] = b + c;
            half[4 * i + 2] = b - c;
            half[4 * i + 3] = a - d;
        }
        for (int i = 0; i < 4; i++) {
            int dc = half[i] + 4;
            int a = dc + half[8 + i];
            int b = dc - half[8 + i];
            int c = timesSine(half[4 + i]) - timesCosine(half[12 + i]);
            int d = timesCosine(half[4 + i]) + timesSine(half[12 + i]);
            int row = at + i * stride;
            addToSample(plane, row, a + d);
            addToSample(plane, row + 1, b + c);
            addToSample(plane, row + 2, b - c);
            addToSample(plane, row + 3, a - d);
        }
    }

    private static int timesCosine(int value) {
        return (value * COSINE >> 16) + value;
    }

    private static int timesSine(int value) {
        return value * SINE >> 16;
    }

    private static void addToSample(byte[] plane, int at, int difference) {
        plane[at] = LossyPlane.clipToByte((plane[at] & 0xFF) + (difference >> 3));
    }
}
