package io.siamese.encoder.image.jpeg;

import io.siamese.encoder.image.Planes;
import java.util.ArrayList;
import java.util.List;

/** Turns rows of components into pixels {@code 0xRRGGBB}, by libjpeg's integers (jdcolor.c, JFIF's matrix). */
final class ColourRows {
    private static final int HALF = 1 << 15;
    private static final int[] RED_OF_CR = new int[256];
    private static final int[] BLUE_OF_CB = new int[256];
    private static final int[] GREEN_OF_CR = new int[256];
    private static final int[] GREEN_OF_CB = new int[256];

    static {
        for (int i = 0; i < 256; i++) {
            int x = i - 128;
            RED_OF_CR[i] = toFixedPoint(1.40200) * x + HALF >> 16;
            BLUE_OF_CB[i] = toFixedPoint(1.77200) * x + HALF >> 16;
            GREEN_OF_CR[i] = -toFixedPoint(0.71414) * x;
            GREEN_OF_CB[i] = -toFixedPoint(0.34414) * x + HALF;
        }
    }

    private final List<ComponentRows> rows = new ArrayList<>();
    private final JpegColour colour;
    private final boolean inverted;
    private final int[] rgb;

    /**
     * @param reduction 1, or how much smaller than the image the rows are: 2, 4 or 8
     * @param inverted whether four colours are stored as what the ink leaves of the paper, as Adobe does
     */
    ColourRows(List<Component> components, Frame frame, int reduction, JpegColour colour, boolean inverted) {
        for (Component component : components) {
            rows.add(new ComponentRows(component, frame, component.samples, reduction));
        }
        this.colour = colour;
        this.inverted = inverted;
        this.rgb = new int[frame.reducedWidth(reduction)];
    }

    private static int toFixedPoint(double factor) {
        return (int) (factor * 65536 + 0.5);
    }

    /** Whether rows can be written to planes at once. */
    boolean isYCbCr() {
        return colour == JpegColour.YCBCR;
    }

    /** Writes row {@code y} of the image to planes of red, green and blue, from a place on: as {@link #convertRow(int)} gives it. */
    void convertRowInto(int y, Planes planes, int at) {
        byte[] luma = rows.get(0).scaledRow(y);
        byte[] blueness = rows.get(1).scaledRow(y);
        byte[] redness = rows.get(2).scaledRow(y);
        byte[] red = planes.sharedPlane(0);
        byte[] green = planes.sharedPlane(1);
        byte[] blue = planes.sharedPlane(2);
        for (int x = 0; x < rgb.length; x++) {
            int light = luma[x] & 0xFF;
            int cb = blueness[x] & 0xFF;
            int cr = redness[x] & 0xFF;
            red[at + x] = (byte) clampToByte(light + RED_OF_CR[cr]);
            green[at + x] = (byte) clampToByte(light + (GREEN_OF_CB[cb] + GREEN_OF_CR[cr] >> 16));
            blue[at + x] = (byte) clampToByte(light + BLUE_OF_CB[cb]);
        }
    }

    /** Row {@code y} of the image; valid until the next call. */
    int[] convertRow(int y) {
        switch (colour) {
            case GREY -> convertGrey(rows.get(0).scaledRow(y));
            case RGB ->
                convertRgb(
                        rows.get(0).scaledRow(y),
                        rows.get(1).scaledRow(y),
                        rows.get(2).scaledRow(y));
            case YCBCR ->
                convertYCbCr(
                        rows.get(0).scaledRow(y),
                        rows.get(1).scaledRow(y),
                        rows.get(2).scaledRow(y));
            case CMYK -> {
                convertRgb(
                        rows.get(0).scaledRow(y),
                        rows.get(1).scaledRow(y),
                        rows.get(2).scaledRow(y));
                applyBlackInk(rows.get(3).scaledRow(y), !inverted);
            }
            case YCCK -> {
                // The conversion gives what cyan, magenta and yellow leave, in an inverted file what they are stored
                // as.
                convertYCbCr(
                        rows.get(0).scaledRow(y),
                        rows.get(1).scaledRow(y),
                        rows.get(2).scaledRow(y));
                applyBlackInk(rows.get(3).scaledRow(y), inverted);
            }
        }
        return rgb;
    }

    private void convertGrey(byte[] luma) {
        for (int x = 0; x < rgb.length; x++) {
            rgb[x] = 0x10101 * (luma[x] & 0xFF);
        }
    }

    private void convertRgb(byte[] red, byte[] green, byte[] blue) {
        for (int x = 0; x < rgb.length; x++) {
            rgb[x] = (red[x] & 0xFF) << 16 | (green[x] & 0xFF) << 8 | blue[x] & 0xFF;
        }
    }

    private void convertYCbCr(byte[] luma, byte[] blueness, byte[] redness) {
        for (int x = 0; x < rgb.length; x++) {
            int y = luma[x] & 0xFF;
            int cb = blueness[x] & 0xFF;
            int cr = redness[x] & 0xFF;
            int red = clampToByte(y + RED_OF_CR[cr]);
            int green = clampToByte(y + (GREEN_OF_CB[cb] + GREEN_OF_CR[cr] >> 16));
            int blue = clampToByte(y + BLUE_OF_CB[cb]);
            rgb[x] = red << 16 | green << 8 | blue;
        }
    }

    /** Takes the black ink away from the light that the three colours leave. */
    private void applyBlackInk(byte[] black, boolean invertColours) {
        int flip = invertColours ? 0xFFFFFF : 0;
        for (int x = 0; x < rgb.length; x++) {
            int light = rgb[x] ^ flip;
            int left = inverted ? black[x] & 0xFF : 255 - (black[x] & 0xFF);
            rgb[x] = multiplyShares(light >> 16, left) << 16
                    | multiplyShares(light >> 8 & 0xFF, left) << 8
                    | multiplyShares(light & 0xFF, left);
        }
    }

    /** Product of two shares of 255, rounded. */
    private static int multiplyShares(int a, int b) {
        return (2 * a * b + 255) / 510;
    }

    private static int clampToByte(int value) {
        return (value & ~0xFF) == 0 ? value : value < 0 ? 0 : 255;
    }
}
