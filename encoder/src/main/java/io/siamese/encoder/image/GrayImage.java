package io.siamese.encoder.image;

/** Luma of an image: 0 is black, 255 is white, rows from the top. Immutable. */
public final class GrayImage {
    private final int width;
    private final int height;
    private final byte[] pixels;

    private GrayImage(int width, int height, byte[] pixels) {
        this.width = width;
        this.height = height;
        this.pixels = pixels;
    }

    /**
     * @param luma uint8 {@code [height, width]}, row by row; copied
     * @throws IllegalArgumentException if the sides are not positive or do not make up the length of {@code luma}
     */
    public static GrayImage of(int width, int height, byte[] luma) {
        if (width < 1 || height < 1 || (long) width * height != luma.length) {
            throw new IllegalArgumentException(
                    "Luma of " + luma.length + " bytes is not " + width + " x " + height + " pixels");
        }
        return new GrayImage(width, height, luma.clone());
    }

    /** Takes the array over: the caller no longer writes to it. */
    static GrayImage owning(int width, int height, byte[] luma) {
        return new GrayImage(width, height, luma);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** Luma of one pixel, 0 to 255. */
    public int at(int x, int y) {
        return pixels[y * width + x] & 0xFF;
    }

    /** A copy, uint8 {@code [height, width]}. */
    public byte[] luma() {
        return pixels.clone();
    }

    /** The array itself, which nobody may write to. */
    byte[] shared() {
        return pixels;
    }
}
