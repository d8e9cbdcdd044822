package io.siamese.encoder.image;

import org.jspecify.annotations.Nullable;

/** An image file whose header has been read and whose pixels have not. */
public interface EncodedImage {
    int width();

    int height();

    /** Decodes row by row into {@code planes}, which were allocated after the size had been checked. */
    void decode(Planes planes) throws UnreadableImageException;

    /** Decodes an image that the file holds as black and white, a bit a pixel; null where it does not. */
    default @Nullable GrayImage bilevel() throws UnreadableImageException {
        return null;
    }
}
