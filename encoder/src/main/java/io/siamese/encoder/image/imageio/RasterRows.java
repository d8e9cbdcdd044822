package io.siamese.encoder.image.imageio;

import io.siamese.encoder.image.Planes;
import io.siamese.encoder.image.SixteenBits;
import io.siamese.encoder.image.UnreadableImageException;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Turns the samples of a {@link Raster} into pixels {@code 0xRRGGBB} on a ground. It does not use
 * {@link BufferedImage#getRGB}, because that applies colour profiles, takes grey for linear light and brightens it.
 */
final class RasterRows {
    private static final int GREY = 1;
    private static final int GREY_ALPHA = 2;
    private static final int RGB = 3;
    private static final int RGB_ALPHA = 4;

    private final Raster raster;
    private final ColorModel model;
    private final int ground;
    private final int bands;
    private final int usedBits;
    private final int @Nullable [] palette;
    private final int[] samples;
    private final int[] rgb;

    RasterRows(BufferedImage image, int ground) throws UnreadableImageException {
        this.raster = image.getRaster();
        this.model = image.getColorModel();
        this.ground = ground;
        this.bands = raster.getNumBands();
        this.palette = model instanceof IndexColorModel indexed ? palette(indexed) : null;
        this.samples = new int[raster.getWidth() * bands];
        this.rgb = new int[raster.getWidth()];
        if (palette == null && (bands > RGB_ALPHA || mostBits() > SixteenBits.ALL)) {
            throw UnreadableImageException.unsupported(bands + " channels of up to " + mostBits() + " bits");
        }
        this.usedBits = sampleBits(0) == SixteenBits.ALL ? SixteenBits.usedBits(largest()) : sampleBits(0);
    }

    private int sampleBits(int band) {
        return raster.getSampleModel().getSampleSize(band);
    }

    private int mostBits() {
        return Arrays.stream(raster.getSampleModel().getSampleSize()).max().orElse(0);
    }

    private int[] palette(IndexColorModel indexed) {
        int[] colours = new int[indexed.getMapSize()];
        indexed.getRGBs(colours);
        for (int i = 0; i < colours.length; i++) {
            int argb = colours[i];
            colours[i] = onGround(argb >> 16 & 0xFF, argb >> 8 & 0xFF, argb & 0xFF, argb >>> 24);
        }
        return colours;
    }

    /** The largest sample of a colour. */
    private int largest() {
        int largest = 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(0, y, raster.getWidth(), 1, samples);
            for (int i = 0; i < samples.length; i++) {
                largest = Math.max(largest, isColour(i % bands) ? samples[i] : 0);
            }
        }
        return largest;
    }

    private boolean isColour(int band) {
        return !model.hasAlpha() || band < bands - 1;
    }

    /** Writes all rows, the first pixel at (left, top). */
    void writeRows(Planes planes, int left, int top) throws UnreadableImageException {
        for (int y = 0; y < raster.getHeight(); y++) {
            planes.writeRow(top + y, left, 1, rgb.length, readRow(y));
        }
    }

    /** Pixels of a row, valid until the next one is asked for. */
    int[] readRow(int y) throws UnreadableImageException {
        raster.getPixels(0, y, raster.getWidth(), 1, samples);
        convert();
        return rgb;
    }

    private void convert() throws UnreadableImageException {
        int[] colours = palette;
        for (int x = 0; x < rgb.length; x++) {
            rgb[x] = colours != null ? paletteColour(colours, samples[x]) : convertPixel(x * bands);
        }
    }

    private static int paletteColour(int[] colours, int index) throws UnreadableImageException {
        if (index >= colours.length) {
            throw UnreadableImageException.corrupt("a pixel outside the palette");
        }
        return colours[index];
    }

    private int convertPixel(int at) {
        return switch (bands) {
            case GREY -> 0x10101 * sampleAsByte(at, 0);
            case GREY_ALPHA -> {
                int grey = sampleAsByte(at, 0);
                yield onGround(grey, grey, grey, alphaAt(at, 1));
            }
            case RGB -> sampleAsByte(at, 0) << 16 | sampleAsByte(at, 1) << 8 | sampleAsByte(at, 2);
            default ->
                model.getColorSpace().getType() == ColorSpace.TYPE_CMYK
                        ? onBlack(
                                sampleAsByte(at, 0),
                                sampleAsByte(at, 1),
                                sampleAsByte(at, 2),
                                255 - sampleAsByte(at, 3))
                        : onGround(sampleAsByte(at, 0), sampleAsByte(at, 1), sampleAsByte(at, 2), alphaAt(at, 3));
        };
    }

    /** What four inks leave of white light. */
    private static int onBlack(int cyan, int magenta, int yellow, int light) {
        return multiplyShares(255 - cyan, light) << 16
                | multiplyShares(255 - magenta, light) << 8
                | multiplyShares(255 - yellow, light);
    }

    private static int multiplyShares(int value, int of) {
        return (2 * value * of + 255) / 510;
    }

    /** A file may give a colour no bits at all, and is black in it then. */
    private int sampleAsByte(int at, int band) {
        int bits = sampleBits(band);
        if (bits == 0) {
            return 0;
        }
        int sample = samples[at + band];
        return bits == 8 ? sample : SixteenBits.toEight(sample, bits == SixteenBits.ALL ? usedBits : bits);
    }

    private int alphaAt(int at, int band) {
        return model.hasAlpha() ? SixteenBits.toEight(samples[at + band], sampleBits(band)) : 255;
    }

    private int onGround(int red, int green, int blue, int alpha) {
        return blendOverGround(red, alpha) << 16 | blendOverGround(green, alpha) << 8 | blendOverGround(blue, alpha);
    }

    private int blendOverGround(int sample, int alpha) {
        int colour = model.isAlphaPremultiplied() ? 255 * Math.min(sample, alpha) : sample * alpha;
        return (colour + ground * (255 - alpha) + 127) / 255;
    }
}
