package io.siamese.encoder.image.imageio;

import io.siamese.encoder.image.EncodedImage;
import io.siamese.encoder.image.ExifOrientation;
import io.siamese.encoder.image.ImageLimits;
import io.siamese.encoder.image.Orientation;
import io.siamese.encoder.image.UnreadableImageException;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Opens WebP files, lossy and lossless, with or without transparency. Of an animation the first picture. */
public final class WebpFormat {
    private static final int FIRST_CHUNK = 12;
    private static final int CHUNK_HEADER = 8;
    private static final int ANIMATION_HEADER = 16;
    private static final int ALPHA_FLAG = 0x10;

    private static final long LOSSLESS_PASSES = 4;
    private static final long LOSSY_PASSES = 5;
    private static final long ALPHA_PASSES = 6;

    private final byte[] file;
    private final HeaderBytes in;
    private final ImageLimits limits;
    private int width;
    private int height;
    private int canvasWidth;
    private int canvasHeight;
    private boolean alpha;
    private boolean lossless;
    private WebpPicture.Chunk colours = new WebpPicture.Chunk(0, 0);
    private WebpPicture.@Nullable Chunk opacity;
    private Orientation orientation = Orientation.UPRIGHT;
    /** Of an animation: the place of the first picture's chunk, or -1. */
    private int animation = -1;

    private WebpFormat(byte[] file, ImageLimits limits) {
        this.file = file;
        this.in = new HeaderBytes(file, ByteOrder.LITTLE_ENDIAN);
        this.limits = limits;
    }

    public static boolean matches(byte[] file) {
        return HeaderBytes.startsWith(file, 0, "RIFF") && HeaderBytes.startsWith(file, 8, "WEBP");
    }

    /** Reads the headers of all chunks. */
    public static EncodedImage open(byte[] file, ImageLimits limits) throws UnreadableImageException {
        WebpFormat format = new WebpFormat(file, limits);
        format.readChunks(FIRST_CHUNK, file.length);
        if (format.width == 0) {
            throw UnreadableImageException.corrupt("WebP without a picture");
        }
        return new WebpPicture(
                file,
                format.animation < 0 ? format.filling() : format.onCanvas(),
                format.width,
                format.height,
                format.lossless,
                format.colours,
                format.opacity);
    }

    private PictureHeader filling() {
        return new PictureHeader(width, height, 0, 0, alpha, orientation, decodingPasses() * width * height);
    }

    private long decodingPasses() {
        return lossless ? LOSSLESS_PASSES : opacity == null ? LOSSY_PASSES : ALPHA_PASSES;
    }

    private PictureHeader onCanvas() throws UnreadableImageException {
        int data = animation + CHUNK_HEADER;
        int left = 2 * in.uint24At(data);
        int top = 2 * in.uint24At(data + 3);
        int fullWidth = Math.max(canvasWidth, left + width);
        int fullHeight = Math.max(canvasHeight, top + height);
        limits.checkSize(fullWidth, fullHeight);
        boolean fills = fullWidth == width && fullHeight == height;
        return new PictureHeader(
                fullWidth,
                fullHeight,
                left,
                top,
                alpha || !fills,
                orientation,
                decodingPasses() * fullWidth * fullHeight);
    }

    private void readChunks(long from, long end) throws UnreadableImageException {
        long at = from;
        while (at + CHUNK_HEADER <= end) {
            long length = in.int32At(at + 4) & 0xFFFFFFFFL;
            readChunk((int) at, length);
            at += CHUNK_HEADER + length + (length & 1);
        }
    }

    private void readChunk(int at, long length) throws UnreadableImageException {
        int data = at + CHUNK_HEADER;
        if (HeaderBytes.startsWith(file, at, "VP8X")) {
            alpha = (in.uint8At(data) & ALPHA_FLAG) != 0;
            canvasWidth = in.uint24At(data + 4) + 1;
            canvasHeight = in.uint24At(data + 7) + 1;
            limits.checkSize(canvasWidth, canvasHeight);
        } else if (HeaderBytes.startsWith(file, at, "VP8 ")) {
            readPicture(false, in.uint16At(data + 6) & 0x3FFF, in.uint16At(data + 8) & 0x3FFF, length, data);
        } else if (HeaderBytes.startsWith(file, at, "VP8L")) {
            int bits = in.int32At(data + 1);
            alpha |= (bits >>> 28 & 1) == 1;
            readPicture(true, (bits & 0x3FFF) + 1, (bits >>> 14 & 0x3FFF) + 1, length, data);
        } else if (HeaderBytes.startsWith(file, at, "ALPH")) {
            readOpacity(data, length);
        } else if (HeaderBytes.startsWith(file, at, "ANMF") && width == 0) {
            animation = at;
            readChunks(data + ANIMATION_HEADER, Math.min(in.length(), data + length));
        } else if (HeaderBytes.startsWith(file, at, "EXIF")) {
            readExif(data, (int) Math.min(length, in.length() - data));
        }
    }

    private void readPicture(boolean isLossless, int pictureWidth, int pictureHeight, long length, int data)
            throws UnreadableImageException {
        checkWhole(data, length);
        limits.checkSize(pictureWidth, pictureHeight);
        if (width == 0) {
            width = pictureWidth;
            height = pictureHeight;
            lossless = isLossless;
            colours = new WebpPicture.Chunk(data, (int) length);
        }
    }

    /** The transparency of the lossy picture that follows. */
    private void readOpacity(int data, long length) throws UnreadableImageException {
        checkWhole(data, length);
        if (width == 0) {
            alpha = true;
            opacity = new WebpPicture.Chunk(data, (int) length);
        }
    }

    private void checkWhole(int data, long length) throws UnreadableImageException {
        if (length > in.length() - data) {
            throw UnreadableImageException.corrupt("WebP that ends early");
        }
    }

    /** Some writers put the mark of a JPEG segment before the data. */
    private void readExif(int data, int length) {
        int skip = HeaderBytes.startsWith(file, data, "Exif\0\0") ? 6 : 0;
        if (length > skip) {
            orientation = ExifOrientation.read(file, data + skip, length - skip);
        }
    }
}
