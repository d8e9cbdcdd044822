package io.siamese.console.picture;

import io.siamese.encoder.explain.OcclusionMap;
import io.siamese.encoder.image.Preprocessor;
import java.awt.image.BufferedImage;

/** Draws the input of an encoder, and a map of the places that its answer depends on. */
public final class EncoderPictures {

    /** Colours of the map, which people who see red and green alike can tell apart. */
    private static final int[] ALIKE = {0x1f, 0x6f, 0xd6};

    private static final int[] DIFFERENT = {0xe0, 0x6c, 0x00};
    private static final double STRONGEST = 0.85;
    private static final double PALE = 0.45;

    private EncoderPictures() {}

    /**
     * The input of an encoder as a PNG, pixel for pixel.
     *
     * @param input uint8 {@code [channels, height, width]}
     */
    public static byte[] drawInput(byte[] input, Preprocessor size) {
        BufferedImage picture = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < size.height(); y++) {
            for (int x = 0; x < size.width(); x++) {
                picture.setRGB(x, y, packRgb(colourAt(input, size, x, y)));
            }
        }
        return Png.encodePng(picture);
    }

    /**
     * The map over the pale input: blue where the images agree, orange where they differ, as strong as the loss or gain.
     *
     * @param scale the loss that is drawn strongest, above 0
     */
    public static byte[] drawLossMap(OcclusionMap map, byte[] input, Preprocessor size, float scale) {
        BufferedImage picture = new BufferedImage(map.width(), map.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < map.height(); y++) {
            for (int x = 0; x < map.width(); x++) {
                float loss = map.loss(x, y);
                int[] tone = loss >= 0 ? ALIKE : DIFFERENT;
                double strength = STRONGEST * Math.min(1, Math.abs(loss) / scale);
                picture.setRGB(x, y, packRgb(mixColours(paleColour(colourAt(input, size, x, y)), tone, strength)));
            }
        }
        return Png.encodePng(picture);
    }

    private static int[] colourAt(byte[] input, Preprocessor size, int x, int y) {
        int[] colour = new int[3];
        for (int i = 0; i < colour.length; i++) {
            int channel = Math.min(i, size.channels() - 1);
            colour[i] = input[(channel * size.height() + y) * size.width() + x] & 0xFF;
        }
        return colour;
    }

    /** Less contrast, so that the map is seen above dark strokes and bright ground alike. */
    private static int[] paleColour(int[] colour) {
        return mixColours(colour, new int[] {0xc8, 0xc8, 0xc8}, PALE);
    }

    private static int[] mixColours(int[] colour, int[] other, double share) {
        int[] mixed = new int[colour.length];
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = (int) Math.round(colour[i] * (1 - share) + other[i] * share);
        }
        return mixed;
    }

    private static int packRgb(int[] colour) {
        return colour[0] << 16 | colour[1] << 8 | colour[2];
    }
}
