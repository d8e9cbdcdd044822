package io.siamese.encoder.image;

import org.jspecify.annotations.Nullable;

/** From luma to ink, 0 to 255: stretched to the image's own contrast, with the ground's texture cut off. */
final class InkLevels {
    private InkLevels() {}

    /**
     * Ink of each luma value.
     *
     * @param bits the image, where it is black and white alone
     */
    static int[] of(GrayImage image, @Nullable BilevelImage bits, InkMoments settings) throws UnreadableImageException {
        int darkest = 255;
        int lightest = 0;
        if (bits != null) {
            darkest = bits.hasBlack() ? 0 : 255;
            lightest = bits.hasWhite() ? 255 : 0;
        } else {
            for (byte pixel : image.shared()) {
                darkest = Math.min(darkest, pixel & 0xFF);
                lightest = Math.max(lightest, pixel & 0xFF);
            }
        }
        int contrast = lightest - darkest;
        if (contrast < settings.minContrast()) {
            throw new UnreadableImageException(
                    UnreadableImageException.BLANK_IMAGE,
                    "contrast " + contrast + ", at least " + settings.minContrast());
        }
        boolean dark = settings.polarity() == InkMoments.Polarity.DARK_ON_LIGHT;
        int[] ink = new int[256];
        for (int luma = darkest; luma <= lightest; luma += bits != null ? 255 : 1) {
            ink[luma] = level(dark ? lightest - luma : luma - darkest, contrast, settings.floorPermille());
        }
        return ink;
    }

    /** 255 · (depth / contrast − floor) / (1 − floor), rounded half up, in thousandths so that it stays an integer. */
    private static int level(int depth, int contrast, int floor) {
        int above = Math.max(0, 1000 * depth - floor * contrast);
        int most = (1000 - floor) * contrast;
        return (2 * 255 * above + most) / (2 * most);
    }
}
