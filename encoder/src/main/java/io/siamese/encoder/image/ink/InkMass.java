package io.siamese.encoder.image.ink;

import io.siamese.encoder.image.BilevelImage;
import io.siamese.encoder.image.GrayImage;
import io.siamese.encoder.image.InkMoments;
import io.siamese.encoder.image.UnreadableImageException;

/**
 * Holds blurred ink with its first and second moments. The mass lies in a frame that is wide enough for the blur.
 * Around the frame lies ground, so that sampling need not check its bounds.
 */
abstract sealed class InkMass permits GreyMass, BilevelMass {
    /** Columns and rows of ground around the frame, at least: two, where a sample outside looks at its neighbour. */
    static final int GROUND = 2;

    private final int width;
    private final int height;
    private final double centreX;
    private final double centreY;
    private final double radius;

    /**
     * @param width of the frame
     * @param height of the frame
     * @param moments of the blurred ink, from the frame's corner
     */
    InkMass(int width, int height, InkSums moments) {
        this.width = width;
        this.height = height;
        this.centreX = (double) moments.sumX() / moments.sum();
        this.centreY = (double) moments.sumY() / moments.sum();
        double variance = (double) moments.sumSquares() / moments.sum() - centreX * centreX - centreY * centreY;
        this.radius = Math.sqrt(Math.max(0, variance));
    }

    /**
     * @param scratch what the mass may lie in
     * @throws UnreadableImageException if the image is blank: some pixel of any other has ink, so the mass is positive
     */
    static InkMass measure(GrayImage image, InkMoments settings, InkScratch scratch) throws UnreadableImageException {
        BilevelImage bits = image.bilevel();
        if (bits == null || !BilevelMass.fitsInBytes(bits, settings.blur())) {
            return GreyMass.measure(image, InkLevels.stretch(image, settings), settings.blur());
        }
        InkLevels.checkContrast(bits, settings);
        boolean lightIsInk = settings.polarity() == InkMoments.Polarity.LIGHT_ON_DARK;
        return BilevelMass.measure(bits, lightIsInk, settings.blur(), scratch);
    }

    /**
     * Ink between four pixels, bilinear, rounded half up: 0 to 255.
     *
     * @param index place in the array of the one above on the left
     * @param right share of the ones on the right, 0 to 1
     * @param below share of the ones below, 0 to 1
     */
    abstract byte interpolateInk(int index, double right, double below);

    /** The same at each cell: uint8 {@code [down.size(), across.size()]}. */
    abstract byte[] sampleCells(Cells across, Cells down);

    /** Place of the frame's corner in the array. */
    abstract int frameOrigin();

    /** From a row of the array to the next. */
    abstract int stride();

    /** √(Σ m ‖p − c‖² / Σ m), pixels. */
    double radius() {
        return radius;
    }

    /** The square window of side {@code window} pixels around the centroid, at {@code size × size} cell centres. */
    byte[] sampleWindow(double window, int size) {
        return sampleCells(
                Cells.centresAlong(size, window, centreX, width), Cells.centresAlong(size, window, centreY, height));
    }

    /** Ink at a point given from the centroid in pixels, bilinear, rounded half up: 0 to 255. */
    byte inkAtPoint(double fromCentreX, double fromCentreY) {
        double x = centreX + fromCentreX;
        double y = centreY + fromCentreY;
        int left = (int) Math.floor(x);
        int above = (int) Math.floor(y);
        return interpolateInk(
                frameOrigin() + Cells.clipToFrame(above, height) * stride() + Cells.clipToFrame(left, width),
                x - left,
                y - above);
    }

    static double between(double a, double b, double share) {
        return a + (b - a) * share;
    }
}
