package io.siamese.encoder.image;

/**
 * Measures how much an image shows, before it is normalised. An image with little ink or contrast gives an embedding
 * like any other, although there is hardly anything in it to compare.
 *
 * @param darkInk whether ink is dark on a light ground
 */
public record InkMeasure(boolean darkInk) {

    /** As a preprocessing sees ink; of photographs, the dark side. */
    public static InkMeasure of(Preprocessing preprocessing) {
        return new InkMeasure(
                !(preprocessing instanceof InkMoments ink) || ink.polarity() == InkMoments.Polarity.DARK_ON_LIGHT);
    }

    /** Difference of the lightest and the darkest pixel, 0 to 255. */
    public int contrast(GrayImage image) {
        int[] range = lumaRange(image);
        return range[1] - range[0];
    }

    /** Share of the pixels that are nearer to the ink's end of the image's own range than to the ground's, 0 to 1. */
    public double inkShare(GrayImage image) {
        int[] range = lumaRange(image);
        int ink = 0;
        for (byte pixel : image.sharedLuma()) {
            int luma = pixel & 0xFF;
            int depth = darkInk ? range[1] - luma : luma - range[0];
            if (2 * depth > range[1] - range[0]) {
                ink++;
            }
        }
        return (double) ink / image.sharedLuma().length;
    }

    /**
     * Both measures at once, for every image that is decided on. Black and white are counted by their bits; of an image of more than
     * {@value LumaHistogram#MOST} pixels only so many are looked at.
     */
    public ImageMeasures measure(DecodedImage image) {
        BilevelImage bits = image.planes().get(0).knownBits();
        return image.planes().size() == 1 && bits != null ? ofBits(bits) : ofLumas(LumaHistogram.count(image));
    }

    private ImageMeasures ofBits(BilevelImage bits) {
        if (!bits.hasBlackAndWhite()) {
            return new ImageMeasures(0, 0);
        }
        int pixels = bits.width() * bits.height();
        int set = bits.countSet();
        int ink = bits.setIsWhite() == darkInk ? pixels - set : set;
        return new ImageMeasures(255, (double) ink / pixels);
    }

    private ImageMeasures ofLumas(int[] counts) {
        int darkest = 0;
        while (counts[darkest] == 0) {
            darkest++;
        }
        int lightest = counts.length - 1;
        while (counts[lightest] == 0) {
            lightest--;
        }
        int ink = 0;
        int all = 0;
        for (int luma = darkest; luma <= lightest; luma++) {
            int depth = darkInk ? lightest - luma : luma - darkest;
            ink += 2 * depth > lightest - darkest ? counts[luma] : 0;
            all += counts[luma];
        }
        return new ImageMeasures(lightest - darkest, (double) ink / all);
    }

    private static int[] lumaRange(GrayImage image) {
        int darkest = 255;
        int lightest = 0;
        for (byte pixel : image.sharedLuma()) {
            darkest = Math.min(darkest, pixel & 0xFF);
            lightest = Math.max(lightest, pixel & 0xFF);
        }
        return new int[] {darkest, lightest};
    }
}
