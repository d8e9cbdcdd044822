package io.siamese.encoder.image.file;

import io.siamese.encoder.image.EncodedImage;
import io.siamese.encoder.image.GrayImage;
import io.siamese.encoder.image.ImageLimits;
import io.siamese.encoder.image.Planes;
import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.image.jpeg.JpegImage;
import io.siamese.encoder.image.png.PngImage;
import java.util.List;

/**
 * Bytes of a PNG or JPEG file to pixels, told apart by their first bytes. Transparency is laid on white, colour becomes
 * luma by Rec. 601 ({@code 0.299 R + 0.587 G + 0.114 B}, integers, half up), 16 bits are rounded to 8. Colour profiles,
 * gamma and Exif orientation are ignored. Memory beyond the result is two rows of a PNG, and 3 bytes a pixel of a JPEG.
 * Thread-safe.
 */
public final class ImageDecoder {
    private final ImageLimits limits;

    public ImageDecoder(ImageLimits limits) {
        this.limits = limits;
    }

    /** The luma of the image, at its own size. */
    public GrayImage decode(byte[] encoded) throws UnreadableImageException {
        EncodedImage image = open(encoded);
        GrayImage bilevel = image.bilevel();
        return bilevel != null ? bilevel : planes(image, 1).get(0);
    }

    /** One plane of luma, or three of red, green and blue. */
    public List<GrayImage> planes(byte[] encoded, int channels) throws UnreadableImageException {
        return planes(open(encoded), channels);
    }

    private static List<GrayImage> planes(EncodedImage image, int channels) throws UnreadableImageException {
        Planes planes = new Planes(image.width(), image.height(), channels);
        image.decode(planes);
        return planes.images();
    }

    private EncodedImage open(byte[] encoded) throws UnreadableImageException {
        limits.checkBytes(encoded.length);
        EncodedImage image = parse(encoded);
        limits.checkSize(image.width(), image.height());
        return image;
    }

    private static EncodedImage parse(byte[] encoded) throws UnreadableImageException {
        if (PngImage.is(encoded)) {
            return PngImage.parse(encoded);
        }
        if (JpegImage.is(encoded)) {
            return JpegImage.parse(encoded);
        }
        throw UnreadableImageException.unsupported("neither PNG nor JPEG");
    }
}
