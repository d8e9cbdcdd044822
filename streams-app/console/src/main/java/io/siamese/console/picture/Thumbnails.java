package io.siamese.console.picture;

import io.siamese.encoder.image.FileReading;
import io.siamese.encoder.image.GrayImage;
import io.siamese.encoder.image.ImageLimits;
import io.siamese.encoder.image.OrientationRule;
import io.siamese.encoder.image.Transparency;
import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.image.file.ImageDecoder;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Makes small PNG pictures of image files. The project's own decoder reads the file within its bounds, so the browser never sees the
 * bytes that somebody published. Thread-safe; two pictures at most are made at once, since a large one takes seconds.
 */
public final class Thumbnails {

    /** Pixels of a picture's longer side at most. */
    public static final int SIDE = 320;

    private static final int AT_ONCE = 2;
    private static final int COLOURS = 3;

    private final ImageDecoder decoder;
    private final Semaphore turns = new Semaphore(AT_ONCE);

    /** @param maxImageBytes of a file that is looked at */
    public Thumbnails(int maxImageBytes) {
        FileReading reading = new FileReading(OrientationRule.EXIF, Transparency.WHITE, true);
        decoder = new ImageDecoder(
                new ImageLimits(maxImageBytes, ImageLimits.defaults().maxPixels(), 1), reading);
    }

    /** The picture of an image file, as a PNG. RecordThumbnails that are small already keep their size. */
    public byte[] makePng(byte[] file) throws UnreadableImageException {
        turns.acquireUninterruptibly();
        try {
            return Png.encodePng(shrinkToFit(decoder.decodePlanes(file, COLOURS)));
        } finally {
            turns.release();
        }
    }

    /** Each pixel is the mean of the pixels that it stands for. */
    private static BufferedImage shrinkToFit(List<GrayImage> planes) {
        int width = planes.get(0).width();
        int height = planes.get(0).height();
        double shrink = Math.max(1, Math.max(width, height) / (double) SIDE);
        int toWidth = Math.max(1, (int) (width / shrink));
        int toHeight = Math.max(1, (int) (height / shrink));
        BufferedImage picture = new BufferedImage(toWidth, toHeight, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < toHeight; y++) {
            for (int x = 0; x < toWidth; x++) {
                Cell cell = new Cell(
                        firstPixel(x, width, toWidth), firstPixel(x + 1, width, toWidth),
                        firstPixel(y, height, toHeight), firstPixel(y + 1, height, toHeight));
                picture.setRGB(x, y, cell.meanColour(planes));
            }
        }
        return picture;
    }

    private static int firstPixel(int cell, int size, int cells) {
        return (int) ((long) cell * size / cells);
    }

    private record Cell(int left, int right, int top, int bottom) {

        int meanColour(List<GrayImage> planes) {
            return meanValue(planes.get(0)) << 16 | meanValue(planes.get(1)) << 8 | meanValue(planes.get(2));
        }

        private int meanValue(GrayImage plane) {
            byte[] pixels = plane.sharedLuma();
            long sum = 0;
            for (int y = top; y < bottom; y++) {
                for (int x = left; x < right; x++) {
                    sum += pixels[y * plane.width() + x] & 0xFF;
                }
            }
            return (int) (sum / ((long) (right - left) * (bottom - top)));
        }
    }
}
