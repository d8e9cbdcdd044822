package io.siamese.encoder.image.imageio;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import io.siamese.encoder.image.EncodedImage;
import io.siamese.encoder.image.ExifOrientation;
import io.siamese.encoder.image.ImageLimits;
import io.siamese.encoder.image.Orientation;
import io.siamese.encoder.image.UnreadableImageException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Opens WebP files, lossy and lossless, with or without transparency. Of an animation the first picture. */
public final class WebpFormat {
    private static final int FIRST_CHUNK = 12;
    private static final int CHUNK_HEADER = 8;
    private static final int ANIMATION_HEADER = 16;
    private static final int ALPHA_FLAG = 0x10;

    private static final int EXTENDED_DATA = 10;

    private final byte[] file;
    private final HeaderBytes in;
    private final ImageLimits limits;
    private int width;
    private int height;
    private int canvasWidth;
    private int canvasHeight;
    private boolean alpha;
    private Orientation orientation = Orientation.UPRIGHT;
    /** Of an animation: the place of the first picture's chunk, or -1. */
    private int animation = -1;

    private WebpFormat(byte[] file, ImageLimits limits) {
        this.file = file;
        this.in = new HeaderBytes(file, ByteOrder.LITTLE_ENDIAN);
        this.limits = limits;
    }

    public static boolean is(byte[] file) {
        return HeaderBytes.startsWith(file, 0, "RIFF") && HeaderBytes.startsWith(file, 8, "WEBP");
    }

    /** Reads the headers of all chunks. */
    public static EncodedImage open(byte[] file, ImageLimits limits) throws UnreadableImageException {
        WebpFormat format = new WebpFormat(file, limits);
        format.chunks(FIRST_CHUNK, file.length);
        if (format.width == 0) {
            throw UnreadableImageException.corrupt("WebP without a picture");
        }
        boolean still = format.animation < 0;
        return new ReaderImage(
                still ? file : format.firstPicture(),
                new WebPImageReaderSpi(),
                still ? format.filling() : format.onCanvas());
    }

    private PictureHeader filling() {
        return PictureHeader.filling(width, height, alpha, orientation);
    }

    private PictureHeader onCanvas() throws UnreadableImageException {
        int data = animation + CHUNK_HEADER;
        int left = 2 * in.int24(data);
        int top = 2 * in.int24(data + 3);
        int fullWidth = Math.max(canvasWidth, left + width);
        int fullHeight = Math.max(canvasHeight, top + height);
        limits.checkSize(fullWidth, fullHeight);
        boolean fills = fullWidth == width && fullHeight == height;
        return new PictureHeader(
                fullWidth, fullHeight, left, top, alpha || !fills, orientation, (long) fullWidth * fullHeight);
    }

    /** The first picture of an animation as a file of its own. */
    private byte[] firstPicture() throws UnreadableImageException {
        int from = animation + CHUNK_HEADER + ANIMATION_HEADER;
        int length = (int) Math.min(in.length(), animation + CHUNK_HEADER + (long) in.int32(animation + 4)) - from;
        ByteBuffer still = ByteBuffer.allocate(FIRST_CHUNK + CHUNK_HEADER + EXTENDED_DATA + length)
                .order(ByteOrder.LITTLE_ENDIAN);
        still.put(file, 0, 4).putInt(still.capacity() - CHUNK_HEADER).put(file, 8, 4);
        still.put("VP8X".getBytes(StandardCharsets.US_ASCII)).putInt(EXTENDED_DATA);
        still.putInt(alpha ? ALPHA_FLAG : 0);
        put24(still, width - 1);
        put24(still, height - 1);
        still.put(file, from, length);
        return still.array();
    }

    private static void put24(ByteBuffer out, int value) {
        out.putShort((short) value).put((byte) (value >> 16));
    }

    private void chunks(long from, long end) throws UnreadableImageException {
        long at = from;
        while (at + CHUNK_HEADER <= end) {
            long length = in.int32(at + 4) & 0xFFFFFFFFL;
            chunk((int) at, length);
            at += CHUNK_HEADER + length + (length & 1);
        }
    }

    private void chunk(int at, long length) throws UnreadableImageException {
        int data = at + CHUNK_HEADER;
        if (HeaderBytes.startsWith(file, at, "VP8X")) {
            alpha = (in.int8(data) & ALPHA_FLAG) != 0;
            canvasWidth = in.int24(data + 4) + 1;
            canvasHeight = in.int24(data + 7) + 1;
            limits.checkSize(canvasWidth, canvasHeight);
        } else if (HeaderBytes.startsWith(file, at, "VP8 ")) {
            picture(in.int16(data + 6) & 0x3FFF, in.int16(data + 8) & 0x3FFF, length, data);
        } else if (HeaderBytes.startsWith(file, at, "VP8L")) {
            int bits = in.int32(data + 1);
            alpha |= (bits >>> 28 & 1) == 1;
            picture((bits & 0x3FFF) + 1, (bits >>> 14 & 0x3FFF) + 1, length, data);
        } else if (HeaderBytes.startsWith(file, at, "ALPH")) {
            alpha = true;
        } else if (HeaderBytes.startsWith(file, at, "ANMF") && width == 0) {
            animation = at;
            chunks(data + ANIMATION_HEADER, Math.min(in.length(), data + length));
        } else if (HeaderBytes.startsWith(file, at, "EXIF")) {
            exif(data, (int) Math.min(length, in.length() - data));
        }
    }

    private void picture(int pictureWidth, int pictureHeight, long length, int data) throws UnreadableImageException {
        if (length > in.length() - data) {
            throw UnreadableImageException.corrupt("WebP that ends early");
        }
        limits.checkSize(pictureWidth, pictureHeight);
        if (width == 0) {
            width = pictureWidth;
            height = pictureHeight;
        }
    }

    /** Some writers put the mark of a JPEG segment before the data. */
    private void exif(int data, int length) {
        int skip = HeaderBytes.startsWith(file, data, "Exif\0\0") ? 6 : 0;
        if (length > skip) {
            orientation = ExifOrientation.read(file, data + skip, length - skip);
        }
    }
}
