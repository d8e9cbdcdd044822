package io.siamese.encoder.image.file;

import io.siamese.encoder.image.EncodedImage;
import io.siamese.encoder.image.FileReading;
import io.siamese.encoder.image.GrayImage;
import io.siamese.encoder.image.ImageLimits;
import io.siamese.encoder.image.Orientation;
import io.siamese.encoder.image.Planes;
import io.siamese.encoder.image.Transparency;
import io.siamese.encoder.image.UnreadableImageException;
import java.util.List;

/**
 * Decodes image files, whose formats are told apart by their first bytes ({@link ImageFormat}). Colour becomes luma by Rec. 601
 * ({@code 0.299 R + 0.587 G + 0.114 B}, integers, half up), 16 bits are rounded to 8. Colour profiles and gamma are ignored.
 * Orientation and transparency are those of {@link FileReading}.
 *
 * <p>Bytes, pixels and pixels × passes are checked against {@link ImageLimits} before a pixel is decoded. Memory beyond the result
 * is two rows of a PNG, at most 4 bytes a pixel of a baseline JPEG, 12 of a progressive one and 8 of other formats. Thread-safe.
 */
public final class ImageDecoder {
    private static final int WHITE = 255;
    private static final int BLACK = 0;

    private final ImageLimits limits;
    private final FileReading reading;

    /** A decoder that takes pixels as they are stored and lays transparency on white. */
    public ImageDecoder(ImageLimits limits) {
        this(limits, FileReading.asStored());
    }

    public ImageDecoder(ImageLimits limits, FileReading reading) {
        this.limits = limits;
        this.reading = reading;
    }

    /** The luma of the image, at its own size. */
    public GrayImage decode(byte[] encoded) throws UnreadableImageException {
        EncodedImage image = openWithinLimits(encoded);
        Orientation orientation = reading.orientationOf(image);
        if (image.mayBeTransparent() && reading.transparency() == Transparency.INK_DECIDES) {
            return orientation.toUpright(inkDecides(image));
        }
        GrayImage bilevel = orientation == Orientation.UPRIGHT ? image.bilevel() : null;
        return bilevel != null ? bilevel : decodePlanes(image, 1, groundValue()).get(0);
    }

    /** One plane of luma, or three of red, green and blue. */
    public List<GrayImage> decodePlanes(byte[] encoded, int channels) throws UnreadableImageException {
        return decodePlanes(openWithinLimits(encoded), channels, groundValue());
    }

    /**
     * The same, made smaller while it is decoded if the format gives that for less work, but not smaller than a size. The bounds
     * hold for the image as it is stored.
     */
    public List<GrayImage> decodePlanes(byte[] encoded, int channels, int leastWidth, int leastHeight)
            throws UnreadableImageException {
        EncodedImage image = openWithinLimits(encoded);
        boolean turned = reading.orientationOf(image).swapsSides();
        return decodePlanes(
                image.reduced(turned ? leastHeight : leastWidth, turned ? leastWidth : leastHeight),
                channels,
                groundValue());
    }

    /**
     * Pixels × passes that decoding the file costs, known from its headers: in step with the time it takes. 0 for a file that is
     * refused without being decoded.
     */
    public long estimateWork(byte[] encoded) {
        try {
            EncodedImage image = openWithinLimits(encoded);
            boolean twice = image.mayBeTransparent() && reading.transparency() == Transparency.INK_DECIDES;
            return twice ? 2 * image.decodingWork() : image.decodingWork();
        } catch (UnreadableImageException e) {
            return 0;
        }
    }

    private int groundValue() {
        return reading.transparency() == Transparency.BLACK ? BLACK : WHITE;
    }

    private List<GrayImage> decodePlanes(EncodedImage image, int channels, int ground) throws UnreadableImageException {
        Planes planes = new Planes(image.width(), image.height(), channels, ground);
        image.decode(planes);
        Orientation orientation = reading.orientationOf(image);
        return planes.toImages().stream().map(orientation::toUpright).toList();
    }

    private GrayImage inkDecides(EncodedImage image) throws UnreadableImageException {
        Planes onWhite = new Planes(image.width(), image.height(), 1, WHITE);
        Planes onBlack = new Planes(image.width(), image.height(), 1, BLACK);
        image.decode(onWhite, onBlack);
        byte[] luma = InkGround.layOnGround(onWhite.sharedPlane(), onBlack.sharedPlane(), reading.darkInk());
        return GrayImage.wrapLuma(image.width(), image.height(), luma);
    }

    private EncodedImage openWithinLimits(byte[] encoded) throws UnreadableImageException {
        limits.checkBytes(encoded.length);
        EncodedImage image = ImageFormat.open(encoded, limits);
        limits.checkSize(image.width(), image.height());
        limits.checkWork(image.decodingWork());
        return image;
    }
}
