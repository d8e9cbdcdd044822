package io.siamese.encoder.image;

/** From luma to ink, 0 to 255: stretched to the image's own contrast, with the ground's texture cut off. */
final class InkLevels {
    private InkLevels() {}

    /** Ink of each luma value. */
    static int[] of(GrayImage image, InkMoments settings) throws UnreadableImageException {
        int darkest = 255;
        int lightest = 0;
        for (byte pixel : image.shared()) {
            int luma = pixel & 0xFF;
            darkest = Math.min(darkest, luma);
            lightest = Math.max(lightest, luma);
        }
        int contrast = lightest - darkest;
        if (contrast < settings.minContrast()) {
            throw new UnreadableImageException(
                    UnreadableImageException.BLANK_IMAGE,
                    "contrast " + contrast + ", at least " + settings.minContrast());
        }
        int[] ink = new int[256];
        for (int luma = darkest; luma <= lightest; luma++) {
            boolean dark = settings.polarity() == InkMoments.Polarity.DARK_ON_LIGHT;
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
