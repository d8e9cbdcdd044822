package io.siamese.encoder.image.imageio;

import io.siamese.encoder.image.EncodedImage;
import io.siamese.encoder.image.ImageLimits;
import io.siamese.encoder.image.Orientation;
import io.siamese.encoder.image.UnreadableImageException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.imageio.ImageIO;

/** Opens BMP files of all versions of Windows, uncompressed, run-length encoded or with bit fields. */
public final class BmpFormat {
    private static final int OS2_HEADER = 12;
    private static final int WINDOWS_HEADER = 40;
    private static final int COLOUR_SPACE_AT = 14 + 56;
    private static final int V4_HEADER = 108;
    private static final int LAST_COMPRESSION = 3;
    private static final int SRGB = 0x73524742;

    private BmpFormat() {}

    public static boolean matches(byte[] file) {
        return file.length > 18
                && HeaderBytes.startsWith(file, 0, "BM")
                && file[15] == 0
                && file[16] == 0
                && file[17] == 0
                && (file[14] & 0xFF) >= OS2_HEADER
                && (file[14] & 0xFF) <= 124;
    }

    /** Reads the headers. */
    public static EncodedImage open(byte[] file, ImageLimits limits) throws UnreadableImageException {
        HeaderBytes in = new HeaderBytes(file, ByteOrder.LITTLE_ENDIAN);
        int size = in.int32At(14);
        boolean old = size < WINDOWS_HEADER;
        int width = old ? in.uint16At(18) : in.int32At(18);
        int height = old ? in.uint16At(20) : Math.abs(in.int32At(22));
        if (width < 1 || height < 1) {
            throw UnreadableImageException.corrupt("BMP without a size");
        }
        limits.checkSize(width, height);
        if (!old && (in.int32At(30) < 0 || in.int32At(30) > LAST_COMPRESSION)) {
            throw UnreadableImageException.unsupported("BMP of compression " + in.int32At(30));
        }
        boolean alpha = size >= V4_HEADER && in.int32At(14 + 52) != 0;
        return new ReaderImage(
                size >= V4_HEADER ? withoutProfile(file) : file,
                ImageIO.getImageReadersByFormatName("bmp").next().getOriginatingProvider(),
                PictureHeader.filling(width, height, alpha, Orientation.UPRIGHT));
    }

    /** A copy that says sRGB: colour profiles are ignored, and the file named by a linked one must never be opened. */
    private static byte[] withoutProfile(byte[] file) {
        byte[] copy = file.clone();
        ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN).putInt(COLOUR_SPACE_AT, SRGB);
        return copy;
    }
}
