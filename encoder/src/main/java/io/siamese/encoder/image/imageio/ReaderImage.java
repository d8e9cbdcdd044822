package io.siamese.encoder.image.imageio;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import io.siamese.encoder.image.EncodedImage;
import io.siamese.encoder.image.Orientation;
import io.siamese.encoder.image.Planes;
import io.siamese.encoder.image.UnreadableImageException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import javax.imageio.IIOException;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;

/** Decodes the first picture of a file by a reader of ImageIO. The format's own class has checked the sizes before. */
final class ReaderImage implements EncodedImage {
    private final byte[] file;
    private final ImageReaderSpi reader;
    private final PictureHeader header;
    private final List<String> harmless;

    /** @param file that the reader is given; not changed */
    ReaderImage(byte[] file, ImageReaderSpi reader, PictureHeader header) {
        this(file, reader, header, List.of());
    }

    /** @param harmless beginnings of the reader's warnings that mean no lost pixel; all others are damage */
    ReaderImage(byte[] file, ImageReaderSpi reader, PictureHeader header, List<String> harmless) {
        this.file = file;
        this.reader = reader;
        this.header = header;
        this.harmless = harmless;
    }

    @Override
    public int width() {
        return header.width();
    }

    @Override
    public int height() {
        return header.height();
    }

    @Override
    public Orientation orientation() {
        return header.orientation();
    }

    @Override
    public boolean mayBeTransparent() {
        return header.mayBeTransparent();
    }

    @Override
    public long decodingWork() {
        return header.work();
    }

    @Override
    public void decode(Planes planes) throws UnreadableImageException {
        writePicture(readPicture(), planes);
    }

    @Override
    public void decode(Planes first, Planes second) throws UnreadableImageException {
        BufferedImage image = readPicture();
        writePicture(image, first);
        writePicture(image, second);
    }

    private void writePicture(BufferedImage image, Planes planes) throws UnreadableImageException {
        if (image.getWidth() + header.left() > width() || image.getHeight() + header.top() > height()) {
            throw UnreadableImageException.corrupt("picture of another size than its header says");
        }
        if (image.getWidth() < width() || image.getHeight() < height()) {
            fillGround(planes);
        }
        new RasterRows(image, planes.ground()).writeRows(planes, header.left(), header.top());
    }

    private void fillGround(Planes planes) {
        int[] row = new int[width()];
        Arrays.fill(row, 0x10101 * planes.ground());
        for (int y = 0; y < height(); y++) {
            planes.writeRow(y, 0, 1, row.length, row);
        }
    }

    private BufferedImage readPicture() throws UnreadableImageException {
        ImageReader open = null;
        try (var in = new ByteArrayImageInputStream(file)) {
            open = reader.createReaderInstance();
            open.addIIOReadWarningListener((source, warning) -> {
                if (harmless.stream().noneMatch(warning::startsWith)) {
                    throw new DamagedException(warning);
                }
            });
            open.setInput(in, true, true);
            return open.read(0);
        } catch (IIOException e) {
            throw refusal(e);
        } catch (IOException | RuntimeException e) {
            // A reader answers odd files with whatever its code runs into; the source is memory, so I/O cannot fail.
            throw UnreadableImageException.corrupt("a file that does not decode: " + e);
        } finally {
            if (open != null) {
                open.dispose();
            }
        }
    }

    private static UnreadableImageException refusal(IIOException e) {
        String message = String.valueOf(e.getMessage());
        return message.startsWith("Unsupported") || message.startsWith("Unknown")
                ? UnreadableImageException.unsupported(message)
                : UnreadableImageException.corrupt("a file that does not decode: " + message);
    }

    private static final class DamagedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        DamagedException(String warning) {
            super(warning);
        }
    }
}
