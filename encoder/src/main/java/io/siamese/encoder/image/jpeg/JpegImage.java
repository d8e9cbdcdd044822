package io.siamese.encoder.image.jpeg;

import io.siamese.encoder.image.EncodedImage;
import io.siamese.encoder.image.Planes;
import io.siamese.encoder.image.UnreadableImageException;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** JPEG, 8 bits, grey or YCbCr, through the JDK's decoder. Exif orientation is not applied: pixels are taken as stored. */
public final class JpegImage implements EncodedImage {
    private final JpegSegments segments;

    private JpegImage(JpegSegments segments) {
        this.segments = segments;
    }

    public static boolean is(byte[] bytes) {
        return bytes.length >= 3 && (bytes[0] & 0xFF) == 0xFF && (bytes[1] & 0xFF) == 0xD8 && (bytes[2] & 0xFF) == 0xFF;
    }

    public static JpegImage parse(byte[] bytes) throws UnreadableImageException {
        return new JpegImage(JpegSegments.walk(bytes));
    }

    @Override
    public int width() {
        return segments.width();
    }

    @Override
    public int height() {
        return segments.height();
    }

    @Override
    public void decode(Planes planes) throws UnreadableImageException {
        Raster raster = read().getRaster();
        if (raster.getWidth() != width() || raster.getHeight() != height()) {
            throw UnreadableImageException.corrupt("JPEG of another size than its header says");
        }
        int[] samples = new int[width() * raster.getNumBands()];
        int[] rgb = new int[width()];
        for (int y = 0; y < height(); y++) {
            // Samples, not getRGB: that one takes grey for linear light and brightens it.
            raster.getPixels(0, y, width(), 1, samples);
            pack(samples, raster.getNumBands(), rgb);
            planes.row(y, 0, 1, width(), rgb);
        }
    }

    private static void pack(int[] samples, int bands, int[] rgb) {
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = bands == 1
                    ? 0x10101 * samples[i]
                    : samples[3 * i] << 16 | samples[3 * i + 1] << 8 | samples[3 * i + 2];
        }
    }

    private BufferedImage read() throws UnreadableImageException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(segments.kept()))) {
            // A damaged scan is only a warning to the decoder, which goes on with grey.
            reader.addIIOReadWarningListener((source, warning) -> {
                throw new DamagedException(warning);
            });
            reader.setInput(in, true, true);
            return reader.read(0);
        } catch (IIOException | DamagedException | IndexOutOfBoundsException e) {
            throw UnreadableImageException.corrupt("JPEG that does not decode: " + e.getMessage());
        } catch (IOException | RuntimeException e) {
            // The reader answers odd files with whatever its code runs into; the source is memory, so I/O cannot fail.
            throw UnreadableImageException.corrupt("JPEG that does not decode: " + e);
        } finally {
            reader.dispose();
        }
    }

    private static final class DamagedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        DamagedException(String warning) {
            super(warning);
        }
    }
}
