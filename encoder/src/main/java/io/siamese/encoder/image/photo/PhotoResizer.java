package io.siamese.encoder.image.photo;

import io.siamese.encoder.image.Alignment;
import io.siamese.encoder.image.DecodedImage;
import io.siamese.encoder.image.GrayImage;
import io.siamese.encoder.image.PhotoResize;
import io.siamese.encoder.image.PictureRegion;
import io.siamese.encoder.image.Preprocessing;
import io.siamese.encoder.image.Preprocessor;
import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.image.file.ImageDecoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Does the steps of {@link PhotoResize}. */
public final class PhotoResizer implements Preprocessor {
    private final PhotoResize settings;
    private final ImageDecoder decoder;

    public PhotoResizer(PhotoResize settings, ImageDecoder decoder) {
        this.settings = settings;
        this.decoder = decoder;
    }

    @Override
    public int channels() {
        return settings.channels();
    }

    @Override
    public int height() {
        return settings.height();
    }

    @Override
    public int width() {
        return settings.width();
    }

    @Override
    public Preprocessing preprocessing() {
        return settings;
    }

    @Override
    public long estimateWork(byte[] encodedImage) {
        return decoder.estimateWork(encodedImage);
    }

    @Override
    public DecodedImage decode(byte[] encodedImage) throws UnreadableImageException {
        return new DecodedImage(decodePlanes(decoder, encodedImage, settings));
    }

    /** A whole picture, made smaller while it is decoded if the settings say so. */
    static List<GrayImage> decodePlanes(ImageDecoder decoder, byte[] encoded, PhotoResize settings)
            throws UnreadableImageException {
        return settings.decoding() == PhotoResize.Decoding.REDUCED
                ? decoder.decodePlanes(encoded, settings.channels(), settings.width(), settings.height())
                : decoder.decodePlanes(encoded, settings.channels());
    }

    @Override
    public DecodedImage decode(byte[] encodedImage, PictureRegion region) throws UnreadableImageException {
        if (region.box() == null && settings.alignment() == null) {
            return decode(encodedImage);
        }
        List<GrayImage> planes = decoder.decodePlanes(encodedImage, channels());
        List<GrayImage> cut = region.cropPlanes(planes);
        return new DecodedImage(
                settings.alignment() == null ? cut : aligned(planes, region.landmarks(), settings.alignment()));
    }

    private List<GrayImage> aligned(List<GrayImage> planes, List<PictureRegion.Landmark> landmarks, Alignment to)
            throws UnreadableImageException {
        SimilarityWarp warp = SimilarityWarp.fit(landmarks, to.referencePoints());
        List<GrayImage> aligned = new ArrayList<>();
        for (GrayImage plane : planes) {
            aligned.add(warp.apply(plane, width(), height()));
        }
        return aligned;
    }

    @Override
    public byte[] apply(DecodedImage image) throws UnreadableImageException {
        return resizePlanes(image.planes());
    }

    @Override
    public byte[] apply(GrayImage image) throws UnreadableImageException {
        return resizePlanes(Collections.nCopies(channels(), image));
    }

    private byte[] resizePlanes(List<GrayImage> planes) throws UnreadableImageException {
        int plane = height() * width();
        byte[] out = new byte[channels() * plane];
        int contrast = 0;
        for (int channel = 0; channel < channels(); channel++) {
            byte[] resized = resizePlane(planes.get(channel));
            contrast = Math.max(contrast, contrast(resized));
            System.arraycopy(resized, 0, out, channel * plane, plane);
        }
        if (contrast < settings.minContrast()) {
            throw new UnreadableImageException(
                    UnreadableImageException.BLANK_IMAGE,
                    "contrast " + contrast + ", at least " + settings.minContrast());
        }
        return out;
    }

    private byte[] resizePlane(GrayImage image) {
        return PhotoCut.choose(image, settings).resize(image, width(), height());
    }

    private static int contrast(byte[] plane) {
        int least = 255;
        int most = 0;
        for (byte value : plane) {
            least = Math.min(least, value & 0xFF);
            most = Math.max(most, value & 0xFF);
        }
        return most - least;
    }
}
