package io.siamese.encoder.image.imageio;

import io.siamese.encoder.image.EncodedImage;
import io.siamese.encoder.image.ImageLimits;
import io.siamese.encoder.image.Orientation;
import io.siamese.encoder.image.UnreadableImageException;
import java.nio.ByteOrder;
import javax.imageio.ImageIO;

/** Opens GIF files: the first picture, on the file's canvas. Later pictures are not looked at. */
public final class GifFormat {
    private static final int HEADER_BYTES = 13;
    private static final int EXTENSION = 0x21;
    private static final int PICTURE = 0x2C;
    private static final int GRAPHIC_CONTROL = 0xF9;

    private final HeaderBytes in;
    private final ImageLimits limits;
    private boolean transparent;

    private GifFormat(byte[] file, ImageLimits limits) {
        this.in = new HeaderBytes(file, ByteOrder.LITTLE_ENDIAN);
        this.limits = limits;
    }

    public static boolean matches(byte[] file) {
        return HeaderBytes.startsWith(file, 0, "GIF87a") || HeaderBytes.startsWith(file, 0, "GIF89a");
    }

    /** Reads the headers up to the first picture. */
    public static EncodedImage open(byte[] file, ImageLimits limits) throws UnreadableImageException {
        var reader = ImageIO.getImageReadersByFormatName("gif").next().getOriginatingProvider();
        return new ReaderImage(file, reader, new GifFormat(file, limits).readHeader());
    }

    private PictureHeader readHeader() throws UnreadableImageException {
        int at = picture();
        int left = in.uint16At(at);
        int top = in.uint16At(at + 2);
        int width = in.uint16At(at + 4);
        int height = in.uint16At(at + 6);
        int canvasWidth = Math.max(in.uint16At(6), left + width);
        int canvasHeight = Math.max(in.uint16At(8), top + height);
        limits.checkSize(canvasWidth, canvasHeight);
        boolean fills = width == canvasWidth && height == canvasHeight;
        return new PictureHeader(
                canvasWidth,
                canvasHeight,
                left,
                top,
                transparent || !fills,
                Orientation.UPRIGHT,
                PictureHeader.PASSES * canvasWidth * canvasHeight);
    }

    /** Place behind the mark of the first picture. */
    private int picture() throws UnreadableImageException {
        int at = HEADER_BYTES + tableBytes(in.uint8At(10));
        while (in.uint8At(at) == EXTENSION) {
            if (in.uint8At(at + 1) == GRAPHIC_CONTROL) {
                transparent = (in.uint8At(at + 3) & 1) == 1;
            }
            at += 2;
            while (in.uint8At(at) != 0) {
                at += 1 + in.uint8At(at);
            }
            at++;
        }
        if (in.uint8At(at) != PICTURE) {
            throw UnreadableImageException.corrupt("GIF without a picture");
        }
        return at + 1;
    }

    private static int tableBytes(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << (flags & 7) + 1;
    }
}
