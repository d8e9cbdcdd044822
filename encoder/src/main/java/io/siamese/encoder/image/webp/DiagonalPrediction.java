package io.siamese.encoder.image.webp;

/** Predicts blocks of 4 × 4 along a diagonal (RFC 6386, section 12.3). */
final class DiagonalPrediction {
    private static final int LEFT_DOWN = 4;
    private static final int RIGHT_DOWN = 5;
    private static final int VERTICAL_RIGHT = 6;
    private static final int VERTICAL_LEFT = 7;
    private static final int HORIZONTAL_DOWN = 8;

    /**
     * For each mode the sample of each pixel, row by row: 2 n stands for the mean of the edge's numbers n and n + 1, and 2 n + 1 for
     * the weighted mean of the numbers n, n + 1 and n + 2.
     */
    private static final int[][] SOURCES = sources();

    private DiagonalPrediction() {}

    private static int[][] sources() {
        int[][] sources = new int[9][16];
        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < 4; x++) {
                int at = 4 * y + x;
                sources[LEFT_DOWN][at] = 2 * (5 + x + y) + 1;
                sources[RIGHT_DOWN][at] = 2 * (3 + x - y) + 1;
                sources[VERTICAL_RIGHT][at] = verticalRight(x, y);
                sources[VERTICAL_LEFT][at] = verticalLeft(x, y);
                sources[HORIZONTAL_DOWN][at] = horizontalDown(x, y);
            }
        }
        return sources;
    }

    private static int verticalRight(int x, int y) {
        int from = 4 + x - y / 2;
        if (x == 0 && y > 1) {
            return 2 * (4 - y) + 1;
        }
        return y % 2 == 0 ? 2 * from : 2 * (from - 1) + 1;
    }

    private static int verticalLeft(int x, int y) {
        if (x == 3 && y > 1) {
            return 2 * (7 + y) + 1;
        }
        return 2 * (5 + x + y / 2) + y % 2;
    }

    private static int horizontalDown(int x, int y) {
        if (y == 0 && x > 1) {
            return 2 * (2 + x) + 1;
        }
        int from = 3 - y + x / 2;
        return x % 2 == 0 ? 2 * from : 2 * from + 1;
    }

    static void predict(byte[] samples, int at, int stride, int mode, int[] edge) {
        if (mode > HORIZONTAL_DOWN) {
            horizontalUp(samples, at, stride, edge);
            return;
        }
        int[] sources = SOURCES[mode];
        for (int i = 0; i < 16; i++) {
            int from = sources[i] >> 1;
            samples[at + (i >> 2) * stride + (i & 3)] = (byte)
                    ((sources[i] & 1) == 0
                            ? edge[from] + edge[from + 1] + 1 >> 1
                            : edge[from] + 2 * edge[from + 1] + edge[Math.min(12, from + 2)] + 2 >> 2);
        }
    }

    /** From the left edge alone, whose last sample goes on. */
    private static void horizontalUp(byte[] samples, int at, int stride, int[] edge) {
        for (int i = 0; i < 16; i++) {
            int step = (i & 3) + 2 * (i >> 2);
            int from = 3 - (step >> 1);
            int first = edge[Math.max(0, from)];
            int second = edge[Math.max(0, from - 1)];
            int third = edge[Math.max(0, from - 2)];
            samples[at + (i >> 2) * stride + (i & 3)] =
                    (byte) ((step & 1) == 0 ? first + second + 1 >> 1 : first + 2 * second + third + 2 >> 2);
        }
    }
}
