package io.siamese.encoder.image;

/**
 * What is accepted before anything is decoded.
 *
 * @param maxBytes longest encoded image, bytes
 * @param maxPixels largest width × height, checked before pixels are allocated
 * @param minSide shortest side in pixels; less holds no shape
 */
public record ImageLimits(int maxBytes, long maxPixels, int minSide) {

    public ImageLimits {
        if (maxBytes < 1 || maxPixels < 1 || minSide < 1) {
            throw new IllegalArgumentException("Image limits must be positive: maxBytes=" + maxBytes + " maxPixels="
                    + maxPixels + " minSide=" + minSide);
        }
    }

    public ImageLimits(int maxBytes, long maxPixels) {
        this(maxBytes, maxPixels, 8);
    }

    /** 1 MiB, 16 Mi pixels (4096 × 4096), sides of at least 8 pixels. */
    public static ImageLimits defaults() {
        return new ImageLimits(1 << 20, 1L << 24);
    }

    public void checkBytes(int bytes) throws UnreadableImageException {
        if (bytes == 0) {
            throw new UnreadableImageException(UnreadableImageException.EMPTY_IMAGE, "no bytes");
        }
        if (bytes > maxBytes) {
            throw new UnreadableImageException(
                    UnreadableImageException.IMAGE_TOO_LARGE, bytes + " bytes, at most " + maxBytes);
        }
    }

    public void checkSize(int width, int height) throws UnreadableImageException {
        if ((long) width * height > maxPixels) {
            throw new UnreadableImageException(
                    UnreadableImageException.IMAGE_TOO_LARGE,
                    width + " x " + height + " pixels, at most " + maxPixels + " in all");
        }
        if (Math.min(width, height) < minSide) {
            throw new UnreadableImageException(
                    UnreadableImageException.IMAGE_TOO_SMALL,
                    width + " x " + height + " pixels, at least " + minSide + " a side");
        }
    }
}
