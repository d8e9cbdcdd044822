package io.siamese.encoder.image.imageio;

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import io.siamese.encoder.image.EncodedImage;
import io.siamese.encoder.image.ExifOrientation;
import io.siamese.encoder.image.ImageLimits;
import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.image.jpeg.JpegImage;
import java.util.List;
import java.util.Set;

/**
 * Opens TIFF files: the first page, uncompressed or compressed by LZW, Deflate, PackBits, JPEG or the fax codes of CCITT. The
 * header is read and bounded here, before the reader allocates by it.
 */
public final class TiffFormat {
    private static final int BIG_TIFF = 43;
    private static final int JPEG = 7;
    private static final Set<Integer> COMPRESSIONS = Set.of(1, 2, 3, 4, 5, JPEG, 8, 32773, 32946);
    private static final int MOST_SAMPLES = 5;
    private static final int MOST_BITS = 16;
    /**
     * The library warns of a last strip with fewer rows than the others have, and of JPEGs that hold their own tables. Neither
     * is a fault. Lengths are checked here, and a JPEG without tables does not decode.
     */
    private static final List<String> HARMLESS =
            List.of("strip/tileByteCount < required", "Missing JPEGTables for tiled/striped TIFF");

    /** The library takes 20 to 30 ns a pixel. */
    private static final long PASSES = 3;

    private TiffFormat() {}

    public static boolean matches(byte[] file) {
        return HeaderBytes.startsWith(file, 0, "II*\0")
                || HeaderBytes.startsWith(file, 0, "MM\0*")
                || HeaderBytes.startsWith(file, 0, "II+\0")
                || HeaderBytes.startsWith(file, 0, "MM\0+");
    }

    /** Reads the first directory. */
    public static EncodedImage open(byte[] file, ImageLimits limits) throws UnreadableImageException {
        if (file[2] == BIG_TIFF || file[3] == BIG_TIFF) {
            throw UnreadableImageException.unsupported("BigTIFF: convert to TIFF");
        }
        TiffDirectory directory = TiffDirectory.read(file);
        int width = directory.numberOrElse(TiffDirectory.WIDTH, 0);
        int height = directory.numberOrElse(TiffDirectory.HEIGHT, 0);
        if (width < 1 || height < 1) {
            throw UnreadableImageException.corrupt("TIFF without a size");
        }
        limits.checkSize(width, height);
        checkKind(directory);
        int tileWidth = directory.numberOrElse(TiffDirectory.TILE_WIDTH, width);
        int tileHeight = directory.numberOrElse(TiffDirectory.TILE_HEIGHT, height);
        checkTiles(width, height, tileWidth, tileHeight);
        TiffLengths.checkUncompressed(directory, width, height);
        long work = PASSES * width * height;
        if (directory.numberOrElse(TiffDirectory.COMPRESSION, 1) == JPEG) {
            work = jpegWork(directory, file, tileWidth, tileHeight);
        }
        boolean alpha = directory.numberOrElse(TiffDirectory.EXTRA_SAMPLES, 0) != 0;
        var header = new PictureHeader(width, height, 0, 0, alpha, ExifOrientation.read(file, 0, file.length), work);
        return new ReaderImage(file, new TIFFImageReaderSpi(), header, HARMLESS);
    }

    private static void checkKind(TiffDirectory directory) throws UnreadableImageException {
        int compression = directory.numberOrElse(TiffDirectory.COMPRESSION, 1);
        int samples = directory.numberOrElse(TiffDirectory.SAMPLES, 1);
        int bits = directory.numberOrElse(TiffDirectory.BITS, 1);
        int format = directory.numberOrElse(TiffDirectory.SAMPLE_FORMAT, 1);
        if (!COMPRESSIONS.contains(compression) || samples > MOST_SAMPLES || bits > MOST_BITS || format != 1) {
            throw UnreadableImageException.unsupported("TIFF of compression " + compression + ", " + samples
                    + " samples of " + bits + " bits, format " + format);
        }
    }

    /** Tiles may stand out over the picture, by less than a tile. */
    private static void checkTiles(int width, int height, int tileWidth, int tileHeight)
            throws UnreadableImageException {
        long across = Math.max(width, 1024L);
        long down = Math.max(height, 1024L);
        if (tileWidth < 1 || tileHeight < 1 || tileWidth > 2 * across || tileHeight > 2 * down) {
            throw UnreadableImageException.corrupt("TIFF with tiles that do not fit its picture");
        }
    }

    /** Each strip or tile is a JPEG of its own, whose header must not say more than the directory. */
    private static long jpegWork(TiffDirectory directory, byte[] file, int tileWidth, int tileHeight)
            throws UnreadableImageException {
        long work = 0;
        for (byte[] part : directory.copyParts(file)) {
            JpegImage jpeg = JpegImage.parse(part);
            if (jpeg.width() > tileWidth + 64 || jpeg.height() > tileHeight + 64) {
                throw UnreadableImageException.corrupt("TIFF with a JPEG that does not fit its picture");
            }
            work += jpeg.decodingWork();
        }
        return work;
    }
}
