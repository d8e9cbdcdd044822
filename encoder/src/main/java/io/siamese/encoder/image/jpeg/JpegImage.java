package io.siamese.encoder.image.jpeg;

import io.siamese.encoder.image.EncodedImage;
import io.siamese.encoder.image.Orientation;
import io.siamese.encoder.image.Planes;
import io.siamese.encoder.image.UnreadableImageException;

/**
 * Opens JPEG files of 8 bits: baseline and progressive, grey, YCbCr, RGB, CMYK and YCCK. The samples are libjpeg's to the last
 * bit. Faults that touch no pixel are passed over; those that lose pixels make the image corrupt.
 */
public final class JpegImage implements EncodedImage {
    /** What a scan of few pixels costs at least, for its tables. */
    private static final long LEAST_WORK = 4096;

    private final JpegFile file;
    private final Frame frame;
    private final int reduction;

    private JpegImage(JpegFile file, int reduction) {
        this.file = file;
        this.frame = file.frame();
        this.reduction = reduction;
    }

    public static boolean matches(byte[] bytes) {
        return bytes.length >= 3 && (bytes[0] & 0xFF) == 0xFF && (bytes[1] & 0xFF) == 0xD8 && (bytes[2] & 0xFF) == 0xFF;
    }

    public static JpegImage parse(byte[] bytes) throws UnreadableImageException {
        return new JpegImage(JpegFile.walkMarkers(bytes), 1);
    }

    @Override
    public int width() {
        return frame.reducedWidth(reduction);
    }

    @Override
    public int height() {
        return frame.reducedHeight(reduction);
    }

    @Override
    public Orientation orientation() {
        return file.orientation();
    }

    /** Each scan is a pass over the share of the samples that its components have. */
    @Override
    public long decodingWork() {
        long[] samples = frame.samplings().stream()
                .mapToLong(sampling -> (long) sampling.horizontal() * sampling.vertical())
                .toArray();
        long all = java.util.Arrays.stream(samples).sum();
        long work = 0;
        for (Scan scan : file.scans()) {
            long share = 0;
            for (int component : scan.components()) {
                share += samples[component];
            }
            work += Math.max(LEAST_WORK, (long) frame.width() * frame.height() * share / all);
        }
        return work;
    }

    @Override
    public EncodedImage reduced(int leastWidth, int leastHeight) {
        int smaller = 8;
        while (smaller > 1
                && (frame.reducedWidth(smaller) < leastWidth || frame.reducedHeight(smaller) < leastHeight)) {
            smaller /= 2;
        }
        return new JpegImage(file, smaller);
    }

    @Override
    public void decode(Planes planes) throws UnreadableImageException {
        ColourRows rows = new ColourRows(
                new JpegDecoder(file, reduction).decode(), frame, reduction, file.colour(), file.isInverted());
        for (int y = 0; y < height(); y++) {
            if (rows.isYCbCr() && !planes.isLuma()) {
                rows.convertRowInto(y, planes, y * width());
            } else {
                planes.writeRow(y, 0, 1, width(), rows.convertRow(y));
            }
        }
    }
}
