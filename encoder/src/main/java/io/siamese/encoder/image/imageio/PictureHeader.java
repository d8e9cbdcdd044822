package io.siamese.encoder.image.imageio;

import io.siamese.encoder.image.Orientation;

/**
 * Holds what a file's headers say of its first picture.
 *
 * @param width of the canvas that is shown, pixels
 * @param height of the canvas, pixels
 * @param left column of the canvas where the picture begins
 * @param top row of the canvas where the picture begins
 * @param work pixels × passes that decoding costs at most
 */
record PictureHeader(
        int width, int height, int left, int top, boolean mayBeTransparent, Orientation orientation, long work) {

    /** What the JDK's readers take for a pixel, in passes. */
    static final long PASSES = 2;

    /** A picture that fills its canvas and is read by a reader of the JDK. */
    static PictureHeader filling(int width, int height, boolean mayBeTransparent, Orientation orientation) {
        return new PictureHeader(width, height, 0, 0, mayBeTransparent, orientation, PASSES * width * height);
    }
}
