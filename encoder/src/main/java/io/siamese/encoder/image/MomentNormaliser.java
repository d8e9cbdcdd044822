package io.siamese.encoder.image;

/**
 * The steps of {@link InkMoments}. No Java2D and no transcendental function: doubles are only added, multiplied,
 * divided and square-rooted, which Java defines to the last bit.
 */
final class MomentNormaliser implements Preprocessor {
    private final InkMoments settings;
    private final ImageDecoder decoder;

    MomentNormaliser(InkMoments settings, ImageDecoder decoder) {
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
    public byte[] apply(byte[] encodedImage) throws UnreadableImageException {
        return apply(decoder.decode(encodedImage));
    }

    @Override
    public byte[] apply(GrayImage image) throws UnreadableImageException {
        int longest = Math.max(image.width(), image.height());
        int factor = (longest + settings.maxSide() - 1) / settings.maxSide();
        GrayImage small = factor == 1 ? image : AreaAverage.boxes(image, factor);
        InkMass ink = InkMass.of(small, InkLevels.of(small, settings), settings.blur());
        double least = settings.minWindowPermille() * Math.min(small.width(), small.height()) / 1000.0;
        double window = Math.max(least, settings.windowPermille() * ink.radius() / 1000.0);
        return ink.sample(window, settings.size());
    }
}
