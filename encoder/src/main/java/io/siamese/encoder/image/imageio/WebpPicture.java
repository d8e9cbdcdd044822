package io.siamese.encoder.image.imageio;

import io.siamese.encoder.image.EncodedImage;
import io.siamese.encoder.image.Orientation;
import io.siamese.encoder.image.Planes;
import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.image.webp.AlphaPlane;
import io.siamese.encoder.image.webp.LosslessPicture;
import io.siamese.encoder.image.webp.LossyPicture;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Decodes the picture of a WebP file, and lays it on its canvas and its ground. */
final class WebpPicture implements EncodedImage {
    private static final int OPAQUE = 255;

    /**
     * Where a chunk's data lie in the file.
     *
     * @param from first byte
     * @param length in bytes, within the file
     */
    record Chunk(int from, int length) {}

    private final byte[] file;
    private final PictureHeader header;
    private final int pictureWidth;
    private final int pictureHeight;
    private final boolean lossless;
    private final Chunk colours;
    private final @Nullable Chunk alpha;

    /** @param alpha transparency of a lossy picture; null if it has none */
    WebpPicture(
            byte[] file,
            PictureHeader header,
            int pictureWidth,
            int pictureHeight,
            boolean lossless,
            Chunk colours,
            @Nullable Chunk alpha) {
        this.file = file;
        this.header = header;
        this.pictureWidth = pictureWidth;
        this.pictureHeight = pictureHeight;
        this.lossless = lossless;
        this.colours = colours;
        this.alpha = alpha;
    }

    @Override
    public int width() {
        return header.width();
    }

    @Override
    public int height() {
        return header.height();
    }

    @Override
    public Orientation orientation() {
        return header.orientation();
    }

    @Override
    public boolean mayBeTransparent() {
        return header.mayBeTransparent();
    }

    @Override
    public long decodingWork() {
        return header.work();
    }

    @Override
    public void decode(Planes planes) throws UnreadableImageException {
        writePixels(decodePixels(), planes);
    }

    @Override
    public void decode(Planes first, Planes second) throws UnreadableImageException {
        int[] pixels = decodePixels();
        writePixels(pixels, first);
        writePixels(pixels, second);
    }

    /** 0xAARRGGBB, opaque if the file says that nothing is transparent. */
    private int[] decodePixels() throws UnreadableImageException {
        int[] pixels = lossless
                ? LosslessPicture.decode(file, colours.from(), colours.length(), pictureWidth, pictureHeight)
                : decodeLossy();
        for (int i = 0; !header.mayBeTransparent() && i < pixels.length; i++) {
            pixels[i] |= OPAQUE << 24;
        }
        return pixels;
    }

    private int[] decodeLossy() throws UnreadableImageException {
        int[] pixels = LossyPicture.decode(file, colours.from(), colours.length(), pictureWidth, pictureHeight);
        if (alpha != null) {
            byte[] opacity = AlphaPlane.decode(file, alpha.from(), alpha.length(), pictureWidth, pictureHeight);
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (opacity[i] & 0xFF) << 24 | pixels[i] & 0xFFFFFF;
            }
        }
        return pixels;
    }

    private void writePixels(int[] pixels, Planes planes) {
        int[] row = new int[width()];
        if (pictureWidth < width() || pictureHeight < height()) {
            Arrays.fill(row, 0x10101 * planes.ground());
            for (int y = 0; y < height(); y++) {
                planes.writeRow(y, 0, 1, row.length, row);
            }
        }
        for (int y = 0, at = 0; y < pictureHeight; y++) {
            for (int x = 0; x < pictureWidth; x++, at++) {
                row[x] = onGround(pixels[at], planes.ground());
            }
            planes.writeRow(header.top() + y, header.left(), 1, pictureWidth, row);
        }
    }

    private static int onGround(int argb, int ground) {
        int opacity = argb >>> 24;
        return opacity == OPAQUE
                ? argb & 0xFFFFFF
                : blendOverGround(argb >> 16 & 0xFF, opacity, ground) << 16
                        | blendOverGround(argb >> 8 & 0xFF, opacity, ground) << 8
                        | blendOverGround(argb & 0xFF, opacity, ground);
    }

    private static int blendOverGround(int sample, int opacity, int ground) {
        return (sample * opacity + ground * (OPAQUE - opacity) + 127) / OPAQUE;
    }
}
