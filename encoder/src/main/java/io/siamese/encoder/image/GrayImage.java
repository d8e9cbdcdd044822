package io.siamese.encoder.image;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Holds the luma of an image: 0 is black, 255 is white, rows from the top. Immutable. */
public final class GrayImage {
    private final int width;
    private final int height;
    /** What it was read as, where that is a bit a pixel; its bytes are made when somebody asks for them. */
    private final @Nullable BilevelImage bilevel;

    private volatile byte @Nullable [] pixels;

    private GrayImage(int width, int height, byte @Nullable [] pixels, @Nullable BilevelImage bilevel) {
        this.width = width;
        this.height = height;
        this.pixels = pixels;
        this.bilevel = bilevel;
    }

    public static GrayImage of(BilevelImage image) {
        return new GrayImage(image.width(), image.height(), null, image);
    }

    /** The image as bits, where all of it is black and white. */
    @Nullable
    public BilevelImage bilevel() {
        return bilevel != null ? bilevel : BilevelImage.fromGrayOrNull(this);
    }

    /** The bits that the image was read as; null where it was read otherwise. */
    @Nullable
    BilevelImage knownBits() {
        return bilevel;
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
        return new GrayImage(width, height, luma.clone(), null);
    }

    /** Takes the array over: the caller no longer writes to it. */
    public static GrayImage wrapLuma(int width, int height, byte[] luma) {
        return new GrayImage(width, height, luma, null);
    }

    /** A part that lies within the image. */
    GrayImage crop(PictureRegion.Box part) {
        byte[] from = sharedLuma();
        byte[] to = new byte[part.width() * part.height()];
        for (int y = 0; y < part.height(); y++) {
            System.arraycopy(from, (part.y() + y) * width + part.x(), to, y * part.width(), part.width());
        }
        return wrapLuma(part.width(), part.height(), to);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** Luma of one pixel, 0 to 255. */
    public int at(int x, int y) {
        return sharedLuma()[y * width + x] & 0xFF;
    }

    /** A copy, uint8 {@code [height, width]}. */
    public byte[] luma() {
        return sharedLuma().clone();
    }

    /** The array itself, which nobody may write to. */
    public byte[] sharedLuma() {
        byte[] known = pixels;
        if (known == null) {
            known = Objects.requireNonNull(bilevel, "an image has pixels or bits")
                    .expandToLuma();
            pixels = known;
        }
        return known;
    }
}
