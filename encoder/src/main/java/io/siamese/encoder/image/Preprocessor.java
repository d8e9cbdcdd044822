package io.siamese.encoder.image;

/** Turns an image file into what the encoder's graph takes: uint8 {@code [channels, height, width]}. Thread-safe. */
public interface Preprocessor {
    int channels();

    int height();

    int width();

    /** What this preprocessor does, as the model card holds it. */
    Preprocessing preprocessing();

    /**
     * Decodes and normalises.
     *
     * @return uint8 {@code [channels, height, width]}
     * @throws UnreadableImageException if the image gives nothing to compare; says why
     */
    default byte[] apply(byte[] encodedImage) throws UnreadableImageException {
        return apply(decode(encodedImage));
    }

    /**
     * Pixels × passes that decoding the file costs, known from its headers: in step with the time it takes. 0 for a file that is
     * refused without being decoded.
     */
    long estimateWork(byte[] encodedImage);

    /**
     * Decodes only, for callers that look at the picture before {@link #apply(DecodedImage)} normalises it.
     *
     * @throws UnreadableImageException if the file cannot be decoded
     */
    DecodedImage decode(byte[] encodedImage) throws UnreadableImageException;

    /**
     * Decodes and takes the part that a detector found: its box, or what its landmarks make of the picture if this preprocessor
     * aligns. {@link #decode(byte[])} takes pictures as they are, which are aligned already then.
     *
     * @throws UnreadableImageException if the file cannot be decoded, the box lies beside the picture, or the number of landmarks is
     *     another than the preprocessing names
     */
    DecodedImage decode(byte[] encodedImage, PictureRegion region) throws UnreadableImageException;

    /**
     * The steps after decoding.
     *
     * @param image what {@link #decode} gave
     * @return uint8 {@code [channels, height, width]}
     * @throws UnreadableImageException if the image is blank
     */
    byte[] apply(DecodedImage image) throws UnreadableImageException;

    /**
     * The steps after decoding, for luma alone. Where three channels are asked for, all three are this luma.
     *
     * @return uint8 {@code [channels, height, width]}
     * @throws UnreadableImageException if the image is blank
     */
    byte[] apply(GrayImage image) throws UnreadableImageException;
}
