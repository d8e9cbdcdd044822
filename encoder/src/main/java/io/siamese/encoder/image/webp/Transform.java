package io.siamese.encoder.image.webp;

import io.siamese.encoder.image.UnreadableImageException;

/**
 * Undoes what an encoder did to the pixels before it coded them (RFC 9649, section 3.5).
 *
 * @param kind 0: prediction by neighbours, 1: colours by each other, 2: subtraction of green, 3: a palette
 * @param width of the picture that it gives, pixels
 * @param codedWidth of the picture that it takes: less if pixels of a palette are packed
 * @param bits of the side of a block, or of the pixels that are packed into one
 * @param data a number for each block, or the palette
 */
record Transform(int kind, int width, int codedWidth, int bits, int[] data) {
    private static final int PREDICTION = 0;
    private static final int COLOURS = 1;
    private static final int GREEN = 2;

    /** @param width of the picture that the transform gives */
    static Transform read(int kind, int width, int height, LosslessBits in, EntropyImage entropy)
            throws UnreadableImageException {
        if (kind == PREDICTION || kind == COLOURS) {
            int bits = 2 + in.readBits(3);
            int[] blocks =
                    entropy.decode(EntropyImage.blockCount(width, bits), EntropyImage.blockCount(height, bits), false);
            return new Transform(kind, width, width, bits, blocks);
        }
        if (kind == GREEN) {
            return new Transform(kind, width, width, 0, new int[0]);
        }
        int colours = 1 + in.readBits(8);
        int[] palette = entropy.decode(colours, 1, false);
        for (int i = 1; i < colours; i++) {
            palette[i] = Predictors.addChannels(palette[i], palette[i - 1]);
        }
        int bits = colours <= 2 ? 3 : colours <= 4 ? 2 : colours <= 16 ? 1 : 0;
        return new Transform(kind, width, EntropyImage.blockCount(width, bits), bits, palette);
    }

    /** The picture before the transform; may be the given array, changed. */
    int[] undo(int[] pixels, int height) {
        switch (kind) {
            case PREDICTION -> Predictors.undoPrediction(pixels, width, data, bits);
            case COLOURS -> undoColours(pixels);
            case GREEN -> undoGreen(pixels);
            default -> {
                return undoPalette(pixels, height);
            }
        }
        return pixels;
    }

    private void undoColours(int[] pixels) {
        int across = EntropyImage.blockCount(width, bits);
        for (int at = 0; at < pixels.length; at++) {
            int y = at / width;
            int block = data[(y >> bits) * across + (at - y * width >> bits)];
            int pixel = pixels[at];
            byte green = (byte) (pixel >> 8);
            int red = (pixel >> 16) + colourDelta((byte) block, green) & 0xFF;
            int blue = pixel + colourDelta((byte) (block >> 8), green) + colourDelta((byte) (block >> 16), (byte) red)
                    & 0xFF;
            pixels[at] = pixel & 0xFF00FF00 | red << 16 | blue;
        }
    }

    private static int colourDelta(byte factor, byte colour) {
        return factor * colour >> 5;
    }

    private static void undoGreen(int[] pixels) {
        for (int at = 0; at < pixels.length; at++) {
            int green = pixels[at] >> 8 & 0xFF;
            pixels[at] = Predictors.addChannels(pixels[at], green << 16 | green);
        }
    }

    /** Pixels of few colours are packed into the green of one, the first in the lowest bits. */
    private int[] undoPalette(int[] packed, int height) {
        int[] pixels = new int[width * height];
        int mask = (1 << (8 >> bits)) - 1;
        for (int y = 0, at = 0; y < height; y++) {
            for (int x = 0; x < width; x++, at++) {
                int inOne = x & (1 << bits) - 1;
                int index = packed[y * codedWidth + (x >> bits)] >> 8 + inOne * (8 >> bits) & mask;
                pixels[at] = index < data.length ? data[index] : 0;
            }
        }
        return pixels;
    }
}
