package io.siamese.encoder.image.ink;

import io.siamese.encoder.image.GrayImage;
import io.siamese.encoder.image.InkMoments;
import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.image.WindowMap;

/**
 * Holds an image after the steps of {@link InkMoments} up to the window, so that the window can be sampled more than
 * once. Training looks at the same ink through many distortions. It takes 4 bytes a pixel. Immutable and thread-safe.
 */
public final class InkCanvas {
    private final InkMass ink;
    private final double window;
    private final int size;

    private InkCanvas(InkMass ink, double window, int size) {
        this.ink = ink;
        this.window = window;
        this.size = size;
    }

    /** @throws UnreadableImageException if the image is blank */
    public static InkCanvas prepare(GrayImage image, InkMoments settings) throws UnreadableImageException {
        return prepare(image, settings, new InkScratch());
    }

    /** A canvas that is valid until the scratch is used again. */
    static InkCanvas prepare(GrayImage image, InkMoments settings, InkScratch scratch) throws UnreadableImageException {
        int longest = Math.max(image.width(), image.height());
        int factor = (longest + settings.maxSide() - 1) / settings.maxSide();
        GrayImage small = factor == 1 ? image : BoxAverage.shrink(image, factor);
        InkMass ink = InkMass.measure(small, settings, scratch);
        double least = settings.minWindowPermille() * Math.min(small.width(), small.height()) / 1000.0;
        double window = Math.max(least, settings.windowPermille() * ink.radius() / 1000.0);
        return new InkCanvas(ink, window, settings.size());
    }

    /** The window itself, as the preprocessor gives it: uint8 {@code [1, size, size]}. */
    public byte[] sample() {
        return ink.sampleWindow(window, size);
    }

    /**
     * The window seen through a map, sampled at the centres of the result's cells. The identity gives {@link #sample()}, but
     * for rounding.
     *
     * @return uint8 {@code [1, size, size]}
     */
    public byte[] sample(WindowMap map) {
        byte[] out = new byte[size * size];
        for (int row = 0; row < size; row++) {
            double v = (row + 0.5) / size - 0.5;
            for (int column = 0; column < size; column++) {
                double u = (column + 0.5) / size - 0.5;
                out[row * size + column] = ink.inkAtPoint(window * map.x(u, v), window * map.y(u, v));
            }
        }
        return out;
    }
}
