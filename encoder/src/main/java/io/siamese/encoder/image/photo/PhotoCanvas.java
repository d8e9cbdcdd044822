package io.siamese.encoder.image.photo;

import io.siamese.encoder.image.GrayImage;
import io.siamese.encoder.image.PhotoResize;
import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.image.WindowMap;
import io.siamese.encoder.image.file.ImageDecoder;
import java.util.Arrays;
import java.util.List;

/**
 * Holds a photograph that was cut to the shape of {@link PhotoResize}'s result and resized to twice its sides.
 * Training looks at it through many distortions. Immutable and thread-safe.
 */
public final class PhotoCanvas {
    private static final int FINER = 2;

    private final PhotoResize settings;
    private final byte[][] planes;
    private final int width;
    private final int height;

    private PhotoCanvas(PhotoResize settings, byte[][] planes) {
        this.settings = settings;
        this.planes = planes;
        this.width = FINER * settings.width();
        this.height = FINER * settings.height();
    }

    /** @throws UnreadableImageException if the bytes are no image; a blank one is not refused here */
    public static PhotoCanvas prepare(ImageDecoder decoder, byte[] encoded, PhotoResize settings)
            throws UnreadableImageException {
        List<GrayImage> decoded = PhotoResizer.decodePlanes(decoder, encoded, settings);
        PhotoCut cut = PhotoCut.choose(decoded.get(0), settings);
        byte[][] planes = new byte[decoded.size()][];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = cut.resize(decoded.get(i), FINER * settings.width(), FINER * settings.height());
        }
        return new PhotoCanvas(settings, planes);
    }

    /** Planes of the photograph, 1 or 3. */
    public int channels() {
        return planes.length;
    }

    /**
     * The photograph seen through a map, each cell the mean of 2 × 2 points of it; beyond the edge the edge goes on. The identity
     * gives what the preprocessor gives, but for rounding.
     *
     * @return uint8 {@code [channels, height, width]}
     */
    public byte[] sample(WindowMap map) {
        byte[] out = new byte[planes.length * settings.height() * settings.width()];
        double[] sums = new double[planes.length];
        for (int row = 0, at = 0; row < settings.height(); row++) {
            for (int column = 0; column < settings.width(); column++, at++) {
                Arrays.fill(sums, 0);
                for (int part = 0; part < FINER * FINER; part++) {
                    double u = (FINER * column + part % FINER + 0.5) / width - 0.5;
                    double v = (FINER * row + part / FINER + 0.5) / height - 0.5;
                    addPoint(map.x(u, v), map.y(u, v), sums);
                }
                for (int channel = 0; channel < sums.length; channel++) {
                    out[channel * settings.height() * settings.width() + at] =
                            (byte) (int) Math.floor(sums[channel] / (FINER * FINER) + 0.5);
                }
            }
        }
        return out;
    }

    /** Adds every channel's value at a point in [-0.5, 0.5]², bilinear. */
    private void addPoint(double u, double v, double[] sums) {
        double x = clampInside((u + 0.5) * width - 0.5, width);
        double y = clampInside((v + 0.5) * height - 0.5, height);
        int left = (int) x;
        int above = (int) y;
        int right = Math.min(left + 1, width - 1);
        int below = Math.min(above + 1, height - 1);
        for (int channel = 0; channel < sums.length; channel++) {
            byte[] plane = planes[channel];
            double top = between(plane[above * width + left], plane[above * width + right], x - left);
            double bottom = between(plane[below * width + left], plane[below * width + right], x - left);
            sums[channel] += top + (bottom - top) * (y - above);
        }
    }

    private static double clampInside(double at, int length) {
        return Math.max(0, Math.min(length - 1, at));
    }

    private static double between(byte a, byte b, double share) {
        return (a & 0xFF) + ((b & 0xFF) - (a & 0xFF)) * share;
    }
}
