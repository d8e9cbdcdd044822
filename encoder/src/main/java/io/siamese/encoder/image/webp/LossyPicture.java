package io.siamese.encoder.image.webp;

import io.siamese.encoder.image.UnreadableImageException;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes a lossy WebP picture: a key frame of VP8 (RFC 6386). The pixels are libwebp's to the last bit.
 *
 * <p>A macroblock of 16 × 16 pixels takes three steps: {@link MacroblockModes} reads how it is predicted, {@link MacroblockResiduals} what
 * is added, and {@link MacroblockPainter} paints both. In the end {@link PictureFilter} smooths the edges.
 */
public final class LossyPicture {
    private static final int TAG = 10;

    private final LossyHeader header;
    private final List<BoolDecoder> partitions;
    private final int columns;
    private final int rows;
    private final LossyPlane luma;
    private final LossyPlane[] chroma;
    private final MacroblockModes modes;
    private final MacroblockResiduals residuals;
    private final MacroblockPainter painter;
    private final PictureFilter filter;

    private LossyPicture(byte[] file, int from, int length, int width, int height) throws UnreadableImageException {
        int tag = threeBytes(file, from);
        int first = tag >> 5;
        if ((tag & 1) != 0 || first > length - TAG) {
            throw UnreadableImageException.corrupt("WebP without a key frame");
        }
        BoolDecoder in = new BoolDecoder(file, from + TAG, first);
        header = new LossyHeader(in);
        partitions = partitions(file, from + TAG + first, from + length, header.partitions);
        columns = width + 15 >> 4;
        rows = height + 15 >> 4;
        luma = new LossyPlane(16 * columns, 16 * rows);
        chroma = new LossyPlane[] {new LossyPlane(8 * columns, 8 * rows), new LossyPlane(8 * columns, 8 * rows)};
        modes = new MacroblockModes(header, in, columns);
        residuals = new MacroblockResiduals(header, columns);
        painter = new MacroblockPainter(luma, chroma);
        filter = new PictureFilter(header, luma, chroma);
    }

    private static int threeBytes(byte[] file, int at) {
        return file[at] & 0xFF | (file[at + 1] & 0xFF) << 8 | (file[at + 2] & 0xFF) << 16;
    }

    /** Rows of macroblocks take their coefficients from the partitions in turn; sizes of all but the last come first. */
    private static List<BoolDecoder> partitions(byte[] file, int from, int end, int count)
            throws UnreadableImageException {
        List<BoolDecoder> partitions = new ArrayList<>();
        int at = from + 3 * (count - 1);
        for (int i = 0; i < count; i++) {
            if (at > end) {
                throw UnreadableImageException.corrupt("WebP that ends early");
            }
            int size = i < count - 1 ? Math.min(end - at, threeBytes(file, from + 3 * i)) : end - at;
            partitions.add(new BoolDecoder(file, at, size));
            at += size;
        }
        return partitions;
    }

    /**
     * Opaque pixels 0xAARRGGBB of a VP8 chunk.
     *
     * @param from where the chunk's data begin
     * @param length of its data in bytes
     */
    public static int[] decode(byte[] file, int from, int length, int width, int height)
            throws UnreadableImageException {
        if (length < TAG) {
            throw UnreadableImageException.corrupt("WebP that ends early");
        }
        LossyPicture picture = new LossyPicture(file, from, length, width, height);
        picture.decodeRows();
        return LossyColours.toPixels(picture.luma, picture.chroma[0], picture.chroma[1], width, height);
    }

    private void decodeRows() throws UnreadableImageException {
        for (int row = 0; row < rows; row++) {
            BoolDecoder in = partitions.get(row & header.partitions - 1);
            modes.beginRow();
            residuals.beginRow();
            for (int column = 0; column < columns; column++) {
                decodeMacroblock(in, column, row);
            }
            modes.checkNotExhausted();
            in.checkNotExhausted();
        }
        filter.filterPicture();
    }

    private void decodeMacroblock(BoolDecoder in, int column, int row) {
        modes.readMacroblock(column);
        boolean filled = residuals.readMacroblock(in, column, modes);
        painter.paint(column, row, modes, filled ? residuals.values : null);
        filter.recordLevels(column, row, modes, filled);
    }
}
