package io.siamese.encoder.image.webp;

import java.util.Arrays;

/** Predicts the samples of a block from those above and to the left (RFC 6386, section 12). */
final class Prediction {
    static final int DC = 0;
    static final int VERTICAL = 1;
    static final int HORIZONTAL = 2;
    static final int TRUE_MOTION = 3;

    private Prediction() {}

    /** Predicts a whole block of a macroblock. */
    static void predictWhole(LossyPlane plane, int x, int y, int size, int mode) {
        byte[] samples = plane.samples;
        int at = plane.indexOf(x, y);
        int stride = plane.stride;
        switch (mode) {
            case VERTICAL -> {
                for (int row = 0; row < size; row++) {
                    System.arraycopy(samples, at - stride, samples, at + row * stride, size);
                }
            }
            case HORIZONTAL -> {
                for (int row = 0; row < size; row++) {
                    int from = at + row * stride;
                    Arrays.fill(samples, from, from + size, samples[from - 1]);
                }
            }
            case TRUE_MOTION -> trueMotion(samples, at, stride, size);
            default -> fillBlock(samples, at, stride, size, meanAround(plane, x, y, size));
        }
    }

    private static void fillBlock(byte[] samples, int at, int stride, int size, int value) {
        for (int row = 0; row < size; row++) {
            Arrays.fill(samples, at + row * stride, at + row * stride + size, (byte) value);
        }
    }

    /** The mean of the samples above and to the left, as far as there are any. */
    private static int meanAround(LossyPlane plane, int x, int y, int size) {
        if (x == 0 && y == 0) {
            return 128;
        }
        int sum = 0;
        int at = plane.indexOf(x, y);
        for (int i = 0; i < size; i++) {
            sum += y > 0 ? plane.samples[at - plane.stride + i] & 0xFF : 0;
            sum += x > 0 ? plane.samples[at + i * plane.stride - 1] & 0xFF : 0;
        }
        int count = x > 0 && y > 0 ? 2 * size : size;
        return (sum + count / 2) / count;
    }

    private static void trueMotion(byte[] samples, int at, int stride, int size) {
        int corner = samples[at - stride - 1] & 0xFF;
        for (int row = 0; row < size; row++) {
            int base = (samples[at + row * stride - 1] & 0xFF) - corner;
            for (int column = 0; column < size; column++) {
                samples[at + row * stride + column] =
                        LossyPlane.clipToByte(base + (samples[at - stride + column] & 0xFF));
            }
        }
    }

    /**
     * Predicts a block of 4 × 4.
     *
     * @param edge the samples from the lower left one up to the corner, and on to the upper right one: 13 numbers
     */
    static void predictSubblock(byte[] samples, int at, int stride, int mode, int[] edge) {
        switch (mode) {
            case 0 -> fillBlock(samples, at, stride, 4, meanOfEdge(edge));
            case 1 -> trueMotion(samples, at, stride, 4);
            case 2 -> predictColumns(samples, at, stride, edge);
            case 3 -> predictRows(samples, at, stride, edge);
            default -> DiagonalPrediction.predict(samples, at, stride, mode, edge);
        }
    }

    private static int meanOfEdge(int[] edge) {
        int sum = 4;
        for (int i = 0; i < 4; i++) {
            sum += edge[i] + edge[5 + i];
        }
        return sum >> 3;
    }

    private static void predictColumns(byte[] samples, int at, int stride, int[] edge) {
        for (int i = 0; i < 4; i++) {
            int value = edge[4 + i] + 2 * edge[5 + i] + edge[6 + i] + 2 >> 2;
            for (int row = 0; row < 4; row++) {
                samples[at + row * stride + i] = (byte) value;
            }
        }
    }

    private static void predictRows(byte[] samples, int at, int stride, int[] edge) {
        for (int i = 0; i < 4; i++) {
            int below = edge[Math.max(0, 2 - i)];
            int value = edge[4 - i] + 2 * edge[3 - i] + below + 2 >> 2;
            Arrays.fill(samples, at + i * stride, at + i * stride + 4, (byte) value);
        }
    }
}
