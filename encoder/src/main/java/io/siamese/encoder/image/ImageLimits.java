package io.siamese.encoder.image;

/**
 * Bounds what is accepted before anything is decoded.
 *
 * @param maxBytes longest encoded image, bytes
 * @param maxPixels largest width × height, checked before pixels are allocated
 * @param minSide shortest side in pixels; less holds no shape
 */
public record ImageLimits(int maxBytes, long maxPixels, int minSide) {
    /** Passes over an image of the largest size that one image may cost. A progressive JPEG of a camera takes five to ten. */
    public static final int MAX_PASSES = 16;

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

    /** Pixels × passes that decoding one image may cost: {@value #MAX_PASSES} passes over the largest image. */
    public long maxWork() {
        return MAX_PASSES * maxPixels;
    }

    /** Refuses an image whose decoding would take too long, however few bytes and pixels it has. */
    public void checkWork(long work) throws UnreadableImageException {
        if (work > maxWork()) {
            throw new UnreadableImageException(
                    UnreadableImageException.IMAGE_TOO_LARGE,
                    "decoding passes over " + work + " pixels (pixels times scans), at most " + maxWork());
        }
    }
}
