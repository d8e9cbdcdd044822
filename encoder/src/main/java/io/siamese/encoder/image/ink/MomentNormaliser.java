package io.siamese.encoder.image.ink;

import io.siamese.encoder.image.DecodedImage;
import io.siamese.encoder.image.GrayImage;
import io.siamese.encoder.image.InkMoments;
import io.siamese.encoder.image.PictureRegion;
import io.siamese.encoder.image.Preprocessing;
import io.siamese.encoder.image.Preprocessor;
import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.image.file.ImageDecoder;
import java.util.List;

/**
 * The steps of {@link InkMoments}. No Java2D and no transcendental function: doubles are only added, multiplied,
 * divided and square-rooted, which Java defines to the last bit.
 */
public final class MomentNormaliser implements Preprocessor {
    private final InkMoments settings;
    private final ImageDecoder decoder;
    private final ThreadLocal<InkScratch> scratch = ThreadLocal.withInitial(InkScratch::new);

    public MomentNormaliser(InkMoments settings, ImageDecoder decoder) {
        this.settings = settings;
        this.decoder = decoder;
    }

    @Override
    public int channels() {
        return 1;
    }

    @Override
    public int height() {
        return settings.size();
    }

    @Override
    public int width() {
        return settings.size();
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
        return new DecodedImage(List.of(decoder.decode(encodedImage)));
    }

    @Override
    public DecodedImage decode(byte[] encodedImage, PictureRegion region) throws UnreadableImageException {
        return new DecodedImage(region.cropPlanes(decode(encodedImage).planes()));
    }

    @Override
    public byte[] apply(DecodedImage image) throws UnreadableImageException {
        return apply(image.planes().get(0));
    }

    @Override
    public byte[] apply(GrayImage image) throws UnreadableImageException {
        return InkCanvas.prepare(image, settings, scratch.get()).sample();
    }
}
