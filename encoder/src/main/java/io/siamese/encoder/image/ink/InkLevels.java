package io.siamese.encoder.image.ink;

import io.siamese.encoder.image.BilevelImage;
import io.siamese.encoder.image.GrayImage;
import io.siamese.encoder.image.InkMoments;
import io.siamese.encoder.image.UnreadableImageException;

/** Turns luma into ink, 0 to 255: stretched to the image's own contrast, with the ground's texture cut off. */
final class InkLevels {
    private InkLevels() {}

    /** Ink of each luma value. */
    static int[] stretch(GrayImage image, InkMoments settings) throws UnreadableImageException {
        int darkest = 255;
        int lightest = 0;
        for (byte pixel : image.sharedLuma()) {
            darkest = Math.min(darkest, pixel & 0xFF);
            lightest = Math.max(lightest, pixel & 0xFF);
        }
        int contrast = lightest - darkest;
        checkContrast(contrast, settings);
        boolean dark = settings.polarity() == InkMoments.Polarity.DARK_ON_LIGHT;
        int[] ink = new int[256];
        for (int luma = darkest; luma <= lightest; luma++) {
            ink[luma] = inkLevel(dark ? lightest - luma : luma - darkest, contrast, settings.floorPermille());
        }
        return ink;
    }

    /** Of black and white, the one is all of the ink and the other none. */
    static void checkContrast(BilevelImage image, InkMoments settings) throws UnreadableImageException {
        checkContrast(image.hasBlackAndWhite() ? 255 : 0, settings);
    }

    private static void checkContrast(int contrast, InkMoments settings) throws UnreadableImageException {
        if (contrast < settings.minContrast()) {
            throw new UnreadableImageException(
                    UnreadableImageException.BLANK_IMAGE,
                    "contrast " + contrast + ", at least " + settings.minContrast());
        }
    }

    /** 255 · (depth / contrast − floor) / (1 − floor), rounded half up, in thousandths so that it stays an integer. */
    private static int inkLevel(int depth, int contrast, int floor) {
        int above = Math.max(0, 1000 * depth - floor * contrast);
        int most = (1000 - floor) * contrast;
        return (2 * 255 * above + most) / (2 * most);
    }
}
