package io.siamese.encoder.image.png;

import io.siamese.encoder.image.SixteenBits;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Rounds unfiltered rows of 16-bit samples to bytes, once for all grounds. Where a colour is declared transparent, each pixel gets
 * an alpha of 0 or 255.
 */
final class SixteenBitRows {
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final PngHeader header;
    private final int colours;
    private final boolean hasAlpha;
    private final long transparent;
    /** Of eight bytes of a row, those that are the first of a colour's sample. */
    private final long highBytes;

    private byte[] bytes = new byte[0];
    private byte[] rounded = new byte[0];

    /** @param chunks of a picture with 16 bits a sample */
    SixteenBitRows(PngChunks chunks) {
        header = chunks.header();
        colours = header.colourType() == PngHeader.RGB || header.colourType() == PngHeader.RGB_ALPHA ? 3 : 1;
        hasAlpha = header.colourType() == PngHeader.GREY_ALPHA || header.colourType() == PngHeader.RGB_ALPHA;
        transparent = PngColours.transparentSample(chunks);
        highBytes = !hasAlpha ? 0x00FF_00FF_00FF_00FFL : colours == 3 ? 0x0000_00FF_00FF_00FFL : 0x0000_00FF_0000_00FFL;
    }

    /** Of the rounded rows. */
    PngHeader roundedHeader() {
        boolean alpha = hasAlpha || transparent >= 0;
        int grey = alpha ? PngHeader.GREY_ALPHA : PngHeader.GREY;
        int rgb = alpha ? PngHeader.RGB_ALPHA : PngHeader.RGB;
        return new PngHeader(header.width(), header.height(), 8, colours == 1 ? grey : rgb, header.interlaced());
    }

    /**
     * A number that has as many bits as the largest sample of a row's {@code pixels}, and 8 at least. Alpha does not count, nor does
     * the grey that is transparent.
     */
    int bitsOfLargest(byte[] row, int pixels) {
        if (colours == 1 && transparent >= 0) {
            return bitsOfLargestOpaque(row, pixels);
        }
        int length = header.rowBytes(pixels);
        long seen = 0;
        int at = 0;
        for (; at <= length - Long.BYTES; at += Long.BYTES) {
            seen |= (long) EIGHT_BYTES.get(row, at);
        }
        for (; at < length; at++) {
            seen |= (row[at] & 0xFFL) << 8 * (at % Long.BYTES);
        }
        seen &= highBytes;
        return (int) (seen | seen >>> 16 | seen >>> 32 | seen >>> 48) << 8 & 0xFF00 | 0xFF;
    }

    private int bitsOfLargestOpaque(byte[] row, int pixels) {
        int seen = 0xFF;
        for (int pixel = 0; pixel < pixels; pixel++) {
            int sample = sampleAt(row, 2 * pixel);
            seen |= sample == transparent ? 0 : sample;
        }
        return seen;
    }

    /** Says what samples are rounded from. Before the first row. */
    void roundFrom(int usedBits) {
        rounded = new byte[usedBits == SixteenBits.ALL ? 0 : 1 << usedBits];
        for (int sample = 0; sample < rounded.length; sample++) {
            rounded[sample] = (byte) SixteenBits.toEight(sample, usedBits);
        }
    }

    /** Rounds a row's {@code pixels}. The result is valid until the next call. */
    byte[] roundToBytes(byte[] row, int pixels) {
        boolean alpha = hasAlpha || transparent >= 0;
        int samples = pixels * (colours + (alpha ? 1 : 0));
        if (bytes.length < samples) {
            bytes = new byte[samples];
        }
        int from = 0;
        for (int to = 0; to < samples; ) {
            long pixel = 0;
            for (int colour = 0; colour < colours; colour++, from += 2) {
                int sample = sampleAt(row, from);
                pixel = pixel << 16 | sample;
                bytes[to++] = rounded.length == 0
                        ? (byte) SixteenBits.toEight(sample, SixteenBits.ALL)
                        : rounded[Math.min(sample, rounded.length - 1)];
            }
            if (hasAlpha) {
                bytes[to++] = (byte) SixteenBits.toEight(sampleAt(row, from), SixteenBits.ALL);
                from += 2;
            } else if (alpha) {
                bytes[to++] = (byte) (pixel == transparent ? 0 : 255);
            }
        }
        return bytes;
    }

    private static int sampleAt(byte[] row, int at) {
        return (row[at] & 0xFF) << 8 | row[at + 1] & 0xFF;
    }
}
