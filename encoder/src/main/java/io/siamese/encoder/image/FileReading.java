package io.siamese.encoder.image;

/**
 * Says how a file's pixels become the picture that is seen. Part of the preprocessing.
 *
 * @param orientation whether the file's orientation tag counts
 * @param transparency what transparent pixels lie on
 * @param darkInk whether ink is dark on a light ground; counts where the ink decides
 */
public record FileReading(OrientationRule orientation, Transparency transparency, boolean darkInk) {

    /** Pixels as stored, transparency on white: what cards mean that do not say. */
    public static FileReading asStored() {
        return new FileReading(OrientationRule.AS_STORED, Transparency.WHITE, true);
    }

    /** The orientation to apply to an image. */
    public Orientation orientationOf(EncodedImage image) {
        return orientation == OrientationRule.EXIF ? image.orientation() : Orientation.UPRIGHT;
    }
}
