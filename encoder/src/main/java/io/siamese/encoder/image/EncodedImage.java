package io.siamese.encoder.image;

/** An image file whose header has been read and whose pixels have not. */
interface EncodedImage {
    int width();

    int height();

    /** Decodes row by row into {@code planes}, which were allocated after the size had been checked. */
    void decode(Planes planes) throws UnreadableImageException;
}
