package io.siamese.encoder.image.imageio;

import io.siamese.encoder.image.UnreadableImageException;

/** Checks that the strips or tiles of an uncompressed TIFF are as long as their pixels are (TIFF 6.0, sections 3 and 15). */
final class TiffLengths {
    private static final int UNCOMPRESSED = 1;
    private static final int CHUNKY = 1;
    private static final int BYTE_BITS = 8;

    private final TiffDirectory directory;
    private final int width;
    private final int height;
    private final long bitsPerPixel;

    private TiffLengths(TiffDirectory directory, int width, int height) throws UnreadableImageException {
        this.directory = directory;
        this.width = width;
        this.height = height;
        boolean chunky = directory.numberOrElse(TiffDirectory.PLANAR, CHUNKY) == CHUNKY;
        long samples = chunky ? directory.numberOrElse(TiffDirectory.SAMPLES, 1) : 1;
        this.bitsPerPixel = samples * directory.numberOrElse(TiffDirectory.BITS, 1);
    }

    /** @throws UnreadableImageException if one is too short; compressed ones are as long as they are */
    static void checkUncompressed(TiffDirectory directory, int width, int height) throws UnreadableImageException {
        if (directory.numberOrElse(TiffDirectory.COMPRESSION, UNCOMPRESSED) == UNCOMPRESSED) {
            TiffLengths lengths = new TiffLengths(directory, width, height);
            lengths.checkTiles();
            lengths.checkStrips();
        }
    }

    /** A tile has all its rows and columns, those beyond the picture too. */
    private void checkTiles() throws UnreadableImageException {
        long most = bytesOf(
                directory.numberOrElse(TiffDirectory.TILE_WIDTH, width),
                directory.numberOrElse(TiffDirectory.TILE_HEIGHT, height));
        for (long i = 0; i < directory.countOf(TiffDirectory.TILE_BYTES); i++) {
            check(TiffDirectory.TILE_BYTES, i, most);
        }
    }

    /** The last strip of a plane has the rows that are left. */
    private void checkStrips() throws UnreadableImageException {
        int rows = Math.max(1, directory.numberOfAtMost(TiffDirectory.ROWS_PER_STRIP, height));
        int perPlane = (height + rows - 1) / rows;
        for (long i = 0; i < directory.countOf(TiffDirectory.STRIP_BYTES); i++) {
            long above = i % perPlane * rows;
            check(TiffDirectory.STRIP_BYTES, i, bytesOf(width, Math.min(rows, height - above)));
        }
    }

    private long bytesOf(int columns, long rows) {
        return rows * ((columns * bitsPerPixel + BYTE_BITS - 1) / BYTE_BITS);
    }

    private void check(int tag, long index, long least) throws UnreadableImageException {
        int length = directory.requiredNumber(tag, index);
        if (length < least) {
            throw UnreadableImageException.corrupt("TIFF with a part of " + length + " bytes, which takes " + least);
        }
    }
}
