package io.siamese.encoder.image.webp;

/** Undoes the predictor transform (RFC 9649, section 3.5.1): adds to each pixel what its neighbours predict. */
final class Predictors {
    private static final int BLACK = 0xFF000000;

    private Predictors() {}

    /** @param modes of the blocks of {@code 1 << bits} pixels a side, in the green of each number */
    static void undoPrediction(int[] pixels, int width, int[] modes, int bits) {
        int across = EntropyImage.blockCount(width, bits);
        pixels[0] = addChannels(pixels[0], BLACK);
        for (int at = 1; at < width; at++) {
            pixels[at] = addChannels(pixels[at], pixels[at - 1]);
        }
        for (int y = 1, at = width; at < pixels.length; y++) {
            pixels[at] = addChannels(pixels[at], pixels[at - width]);
            at++;
            for (int x = 1; x < width; x++, at++) {
                int mode = modes[(y >> bits) * across + (x >> bits)] >> 8 & 0xF;
                pixels[at] = addChannels(pixels[at], predict(mode, pixels, at, width));
            }
        }
    }

    private static int predict(int mode, int[] pixels, int at, int width) {
        int left = pixels[at - 1];
        int top = pixels[at - width];
        int topLeft = pixels[at - width - 1];
        // Of the last pixel of a row this is the first pixel of its own row, as the format has it.
        int topRight = pixels[at - width + 1];
        return switch (mode) {
            case 1 -> left;
            case 2 -> top;
            case 3 -> topRight;
            case 4 -> topLeft;
            case 5 -> averageChannels(averageChannels(left, topRight), top);
            case 6 -> averageChannels(left, topLeft);
            case 7 -> averageChannels(left, top);
            case 8 -> averageChannels(topLeft, top);
            case 9 -> averageChannels(top, topRight);
            case 10 -> averageChannels(averageChannels(left, topLeft), averageChannels(top, topRight));
            case 11 -> selectNearer(left, top, topLeft);
            case 12 -> clampedSum(left, top, topLeft);
            case 13 -> clampedHalf(averageChannels(left, top), topLeft);
            default -> BLACK;
        };
    }

    /** The sum of each channel, without a carry into the next. */
    static int addChannels(int a, int b) {
        return (a & 0xFF00FF00) + (b & 0xFF00FF00) & 0xFF00FF00 | (a & 0xFF00FF) + (b & 0xFF00FF) & 0xFF00FF;
    }

    private static int averageChannels(int a, int b) {
        return (((a ^ b) & 0xFEFEFEFE) >>> 1) + (a & b);
    }

    private static int selectNearer(int left, int top, int topLeft) {
        int toLeft = 0;
        int toTop = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            int corner = topLeft >>> shift & 0xFF;
            toLeft += Math.abs((top >>> shift & 0xFF) - corner);
            toTop += Math.abs((left >>> shift & 0xFF) - corner);
        }
        return toLeft < toTop ? left : top;
    }

    private static int clampedSum(int a, int b, int less) {
        int sum = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            sum |= clampToByte((a >>> shift & 0xFF) + (b >>> shift & 0xFF) - (less >>> shift & 0xFF)) << shift;
        }
        return sum;
    }

    private static int clampedHalf(int a, int less) {
        int sum = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            int channel = a >>> shift & 0xFF;
            sum |= clampToByte(channel + (channel - (less >>> shift & 0xFF)) / 2) << shift;
        }
        return sum;
    }

    private static int clampToByte(int value) {
        return Math.max(0, Math.min(255, value));
    }
}
