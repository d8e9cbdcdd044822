package io.siamese.encoder.image;

import org.jspecify.annotations.Nullable;

/** An image file whose header has been read and whose pixels have not. */
public interface EncodedImage {
    /** Width as stored, pixels. */
    int width();

    /** Height as stored, pixels. */
    int height();

    /** How the file says that the picture lies in it. */
    default Orientation orientation() {
        return Orientation.UPRIGHT;
    }

    /** Whether some pixel may show what it lies on. */
    default boolean mayBeTransparent() {
        return false;
    }

    /**
     * Pixels × passes that decoding costs at most: known from the headers, so that it can be refused before it is spent. A pass costs
     * what a baseline JPEG of colours costs, some 12 ns a pixel on a busy core; a format that takes longer counts as several.
     */
    default long decodingWork() {
        return (long) width() * height();
    }

    /**
     * The same image at a half, a quarter or an eighth of its size, if its format gives that for less work: the smallest that is not
     * smaller than this. Pixels are nearly means of those that they stand for.
     */
    default EncodedImage reduced(int leastWidth, int leastHeight) {
        return this;
    }

    /** Decodes row by row into {@code planes}, which were allocated after the size had been checked. */
    void decode(Planes planes) throws UnreadableImageException;

    /** Decodes onto two grounds at once. */
    default void decode(Planes first, Planes second) throws UnreadableImageException {
        decode(first);
        decode(second);
    }

    /** Decodes an image that the file holds as black and white, a bit a pixel; null where it does not. */
    default @Nullable GrayImage bilevel() throws UnreadableImageException {
        return null;
    }
}
