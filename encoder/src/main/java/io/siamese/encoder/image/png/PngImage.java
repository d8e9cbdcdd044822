package io.siamese.encoder.image.png;

import io.siamese.encoder.image.BilevelImage;
import io.siamese.encoder.image.EncodedImage;
import io.siamese.encoder.image.GrayImage;
import io.siamese.encoder.image.Orientation;
import io.siamese.encoder.image.Planes;
import io.siamese.encoder.image.SixteenBits;
import io.siamese.encoder.image.UnreadableImageException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Opens PNG files without ImageIO: every kind of pixel the format has, the same values on every JDK, and a fifth of the time for
 * small images. An animated PNG shows its first picture.
 */
public final class PngImage implements EncodedImage {
    /** Adam7: first x, first y, step x, step y of each pass (PNG specification, 8.2). */
    private static final int[][] PASSES = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
    };

    private static final int[][] SEQUENTIAL = {{0, 0, 1, 1}};

    private static final int WHITE = 255;

    private final PngChunks chunks;
    private final PngHeader header;

    private PngImage(PngChunks chunks) {
        this.chunks = chunks;
        this.header = chunks.header();
    }

    public static boolean matches(byte[] bytes) {
        return bytes.length >= 8
                && (bytes[0] & 0xFF) == 0x89
                && bytes[1] == 'P'
                && bytes[2] == 'N'
                && bytes[3] == 'G'
                && bytes[4] == '\r'
                && bytes[5] == '\n'
                && bytes[6] == 0x1A
                && bytes[7] == '\n';
    }

    public static PngImage parse(byte[] bytes) throws UnreadableImageException {
        return new PngImage(PngChunks.parse(bytes));
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
        return chunks.orientation();
    }

    @Override
    public boolean mayBeTransparent() {
        boolean alpha = header.colourType() == PngHeader.GREY_ALPHA || header.colourType() == PngHeader.RGB_ALPHA;
        return alpha || chunks.transparency().hasRemaining();
    }

    /**
     * Two bytes of a pixel cost a pass. All samples of 16 bits may be looked at before the first is rounded, and transparent ones
     * are laid on two grounds then.
     */
    @Override
    public long decodingWork() {
        long halfPasses = Math.max(2, header.bitsPerPixel() / 8);
        long quarters = header.bitDepth() != SixteenBits.ALL ? 4 : mayBeTransparent() ? 10 : 8;
        return quarters * halfPasses * width() * height() / 8;
    }

    @Override
    public void decode(Planes planes) throws UnreadableImageException {
        decodeOnto(List.of(planes));
    }

    @Override
    public void decode(Planes first, Planes second) throws UnreadableImageException {
        decodeOnto(List.of(first, second));
    }

    /** Unpacks each row once for all grounds. */
    private void decodeOnto(List<Planes> grounds) throws UnreadableImageException {
        SixteenBitRows sixteen = header.bitDepth() == SixteenBits.ALL ? new SixteenBitRows(chunks) : null;
        if (sixteen != null) {
            sixteen.roundFrom(findUsedBits(sixteen));
        }
        List<PngColours> colours = new ArrayList<>(grounds.size());
        for (Planes planes : grounds) {
            PngHeader ofBytes = sixteen == null ? header : sixteen.roundedHeader();
            colours.add(new PngColours(chunks, ofBytes, planes.ground()));
        }
        int[] rgb = new int[width()];
        readRows((pass, y, row, count) -> {
            byte[] samples = sixteen == null ? row : sixteen.roundToBytes(row, count);
            for (int i = 0; i < grounds.size(); i++) {
                writeRow(samples, count, y, pass, rgb, colours.get(i), grounds.get(i));
            }
            return true;
        });
    }

    /** Looks for a sample that needs all 16 bits, and stops at the first: most images have one in their first rows. */
    private int findUsedBits(SixteenBitRows sixteen) throws UnreadableImageException {
        int[] seen = {0};
        readRows((pass, y, row, count) -> {
            seen[0] |= sixteen.bitsOfLargest(row, count);
            return SixteenBits.usedBits(seen[0]) != SixteenBits.ALL;
        });
        return SixteenBits.usedBits(seen[0]);
    }

    /** Takes one row after the other. */
    private interface RowUse {
        /**
         * @param pass first x, first y, step x and step y
         * @param count pixels of the row
         * @return whether the next row is wanted too
         */
        boolean take(int[] pass, int y, byte[] row, int count) throws UnreadableImageException;
    }

    private void readRows(RowUse use) throws UnreadableImageException {
        int[][] passes = header.interlaced() ? PASSES : SEQUENTIAL;
        int distance = Math.max(1, header.bitsPerPixel() / 8);
        try (PngRows rows = new PngRows(chunks.data(), distance, header.rowBytes(width()), inflatedBytes(passes))) {
            for (int[] pass : passes) {
                int count = columns(pass);
                rows.startPass();
                for (int y = pass[1]; y < height() && count > 0; y += pass[3]) {
                    if (!use.take(pass, y, rows.nextRow(header.rowBytes(count)), count)) {
                        return;
                    }
                }
            }
        }
    }

    @Override
    public @Nullable GrayImage bilevel() throws UnreadableImageException {
        if (header.bitDepth() != 1 || header.interlaced() || mayBeTransparent()) {
            return null;
        }
        PngColours colours = new PngColours(chunks, header, WHITE);
        if (!colours.areBlackAndWhite()) {
            return null;
        }
        int rowBytes = header.rowBytes(width());
        byte[] bits = new byte[rowBytes * height()];
        try (PngRows rows = new PngRows(chunks.data(), 1, rowBytes, inflatedBytes(SEQUENTIAL))) {
            rows.startPass();
            for (int at = 0; at < bits.length; at += rowBytes) {
                System.arraycopy(rows.nextRow(rowBytes), 0, bits, at, rowBytes);
            }
        }
        return GrayImage.of(BilevelImage.wrapBits(width(), height(), bits, colours.firstIsBlack()));
    }

    /** Bytes of all rows, with a filter byte each. */
    private long inflatedBytes(int[][] passes) {
        long bytes = 0;
        for (int[] pass : passes) {
            int count = columns(pass);
            long rows = (height() - pass[1] + pass[3] - 1) / pass[3];
            bytes += count < 1 || rows < 1 ? 0 : rows * (1 + header.rowBytes(count));
        }
        return bytes;
    }

    /** Pixels of a row of a pass; 0 or less where the picture is too narrow to have any. */
    private int columns(int[] pass) {
        return (width() - pass[0] + pass[2] - 1) / pass[2];
    }

    private void writeRow(byte[] row, int count, int y, int[] pass, int[] rgb, PngColours colours, Planes planes)
            throws UnreadableImageException {
        if (pass[2] == 1 && planes.isLuma() && colours.areLuma()) {
            colours.writeLuma(row, count, planes.sharedPlane(), y * width());
        } else {
            colours.convert(row, count, rgb);
            planes.writeRow(y, pass[0], pass[2], count, rgb);
        }
    }
}
