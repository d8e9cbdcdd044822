package io.siamese.encoder.image.png;

import io.siamese.encoder.image.Planes;
import io.siamese.encoder.image.UnreadableImageException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns unfiltered rows of samples of up to 8 bits into pixels {@code 0xRRGGBB}, with transparency laid on a ground. */
final class PngColours {
    private static final byte BLACK = 0;
    private static final byte WHITE_LUMA = (byte) 255;

    private final PngHeader header;
    private final int[] table;
    /** Luma of each sample value; null where samples are longer than a byte, or a value is outside the palette. */
    private final byte @Nullable [] luma;

    private final long transparent;
    private final int ground;

    /**
     * @param header of the rows, whose samples may have been rounded to bytes
     * @param ground value of each channel under transparent pixels, 0 to 255
     */
    PngColours(PngChunks chunks, PngHeader header, int ground) throws UnreadableImageException {
        this.header = header;
        this.ground = ground;
        this.transparent = transparentSample(chunks);
        this.table = header.bitsPerPixel() > 8 ? new int[0] : colourTable(chunks);
        this.luma = table.length > 0 ? lumaTable(table) : null;
    }

    private static byte @Nullable [] lumaTable(int[] table) {
        byte[] luma = new byte[table.length];
        for (int i = 0; i < luma.length; i++) {
            if (table[i] < 0) {
                return null;
            }
            luma[i] = Planes.rec601Luma(table[i]);
        }
        return luma;
    }

    /** Whether rows can be turned into luma without a look at their colours. */
    boolean areLuma() {
        return luma != null;
    }

    /** Luma of a row's {@code count} pixels, into {@code out} from {@code at} on. Where {@link #areLuma}. */
    void writeLuma(byte[] row, int count, byte[] out, int at) {
        int depth = header.bitDepth();
        int mask = (1 << depth) - 1;
        byte[] luma = Objects.requireNonNull(this.luma, "rows whose colours are not luma");
        for (int i = 0; i < count; i++) {
            int bit = i * depth;
            out[at + i] = luma[row[bit >> 3] >> 8 - depth - (bit & 7) & mask];
        }
    }

    /** Whether a bit a pixel says black or white. */
    boolean areBlackAndWhite() {
        return luma != null
                && luma.length == 2
                && (luma[0] == BLACK && luma[1] == WHITE_LUMA || luma[0] == WHITE_LUMA && luma[1] == BLACK);
    }

    /** Whether sample 0 is black. */
    boolean firstIsBlack() {
        return luma != null && luma[0] == BLACK;
    }

    private int[] colourTable(PngChunks chunks) throws UnreadableImageException {
        int[] table = new int[1 << header.bitDepth()];
        if (header.colourType() == PngHeader.PALETTE) {
            fillFromPalette(table, chunks.palette(), chunks.transparency());
        } else {
            for (int i = 0; i < table.length; i++) {
                table[i] = i == transparent ? 0x10101 * ground : 0x10101 * (i * 255 / (table.length - 1));
            }
        }
        return table;
    }

    /** Indices beyond the palette stay -1, and a row that uses one is refused. */
    private void fillFromPalette(int[] table, ByteBuffer palette, ByteBuffer alphas) throws UnreadableImageException {
        int colours = palette.remaining() / 3;
        if (colours == 0 || palette.remaining() % 3 != 0) {
            throw UnreadableImageException.corrupt("PNG palette missing or incomplete");
        }
        for (int i = 0; i < table.length; i++) {
            int alpha = i < alphas.remaining() ? alphas.get(i) & 0xFF : 255;
            table[i] = i < colours
                    ? onGround(
                            palette.get(3 * i) & 0xFF,
                            palette.get(3 * i + 1) & 0xFF,
                            palette.get(3 * i + 2) & 0xFF,
                            alpha)
                    : -1;
        }
    }

    /** The one sample value that tRNS declares transparent, -1 for none. */
    static long transparentSample(PngChunks chunks) {
        ByteBuffer trns = chunks.transparency();
        return switch (chunks.header().colourType()) {
            case PngHeader.GREY -> trns.remaining() < 2 ? -1 : trns.getShort(0) & 0xFFFF;
            case PngHeader.RGB ->
                trns.remaining() < 6
                        ? -1
                        : (trns.getShort(0) & 0xFFFFL) << 32
                                | (trns.getShort(2) & 0xFFFFL) << 16
                                | trns.getShort(4) & 0xFFFFL;
            default -> -1;
        };
    }

    void convert(byte[] row, int count, int[] rgb) throws UnreadableImageException {
        if (header.bitsPerPixel() <= 8) {
            lookUpColours(row, count, rgb);
            return;
        }
        int bytes = header.bitsPerPixel() / 8;
        for (int i = 0; i < count; i++) {
            rgb[i] = pixelAt(row, i * bytes);
        }
    }

    private void lookUpColours(byte[] row, int count, int[] rgb) throws UnreadableImageException {
        int depth = header.bitDepth();
        int mask = (1 << depth) - 1;
        int seen = 0;
        for (int i = 0; i < count; i++) {
            int bit = i * depth;
            rgb[i] = table[row[bit >> 3] >> 8 - depth - (bit & 7) & mask];
            seen |= rgb[i];
        }
        if (seen < 0) {
            throw UnreadableImageException.corrupt("PNG pixel outside its palette");
        }
    }

    private int pixelAt(byte[] row, int at) {
        int first = row[at] & 0xFF;
        return switch (header.colourType()) {
            case PngHeader.GREY_ALPHA -> onGround(first, first, first, row[at + 1] & 0xFF);
            case PngHeader.RGB -> {
                int green = row[at + 1] & 0xFF;
                int blue = row[at + 2] & 0xFF;
                long raw = (long) first << 32 | green << 16 | blue;
                yield onGround(first, green, blue, raw == transparent ? 0 : 255);
            }
            default -> onGround(first, row[at + 1] & 0xFF, row[at + 2] & 0xFF, row[at + 3] & 0xFF);
        };
    }

    private int onGround(int red, int green, int blue, int alpha) {
        return blendOverGround(red, alpha) << 16 | blendOverGround(green, alpha) << 8 | blendOverGround(blue, alpha);
    }

    private int blendOverGround(int sample, int alpha) {
        return (sample * alpha + ground * (255 - alpha) + 127) / 255;
    }
}
