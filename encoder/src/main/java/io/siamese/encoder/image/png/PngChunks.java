package io.siamese.encoder.image.png;

import io.siamese.encoder.image.ExifOrientation;
import io.siamese.encoder.image.Orientation;
import io.siamese.encoder.image.UnreadableImageException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Holds the chunks that pixels depend on. All others are skipped unread: text and colour profiles can inflate to a thousand
 * times their size, and nothing here needs them. An ancillary chunk with a wrong checksum is passed over, as by all readers; a
 * critical one makes the file corrupt.
 */
record PngChunks(
        PngHeader header, ByteBuffer palette, ByteBuffer transparency, Orientation orientation, List<ByteBuffer> data) {
    private static final int IHDR = 0x49484452;
    private static final int PLTE = 0x504C5445;
    private static final int TRNS = 0x74524E53;
    private static final int EXIF = 0x65584966;
    private static final int IDAT = 0x49444154;
    private static final int IEND = 0x49454E44;
    private static final int ANCILLARY = 0x20000000;
    private static final int SIGNATURE_BYTES = 8;
    private static final ByteBuffer NONE = ByteBuffer.allocate(0);

    static PngChunks parse(byte[] png) throws UnreadableImageException {
        ByteBuffer in = ByteBuffer.wrap(png).position(Math.min(SIGNATURE_BYTES, png.length));
        if (nextType(in) != IHDR) {
            throw UnreadableImageException.corrupt("PNG without a header");
        }
        PngHeader header = PngHeader.parse(nextChunk(in, png));
        ByteBuffer palette = NONE;
        ByteBuffer transparency = NONE;
        Orientation orientation = Orientation.UPRIGHT;
        List<ByteBuffer> data = new ArrayList<>();
        for (int type = nextType(in); type != IEND; type = nextType(in)) {
            ByteBuffer chunk = nextChunk(in, png);
            switch (type) {
                case PLTE -> palette = chunk;
                case TRNS -> transparency = chunk;
                case EXIF -> orientation = orientation(chunk);
                case IDAT -> data.add(chunk);
                default -> checkSkippable(type);
            }
        }
        nextChunk(in, png);
        return new PngChunks(header, palette, transparency, orientation, data);
    }

    private static Orientation orientation(ByteBuffer chunk) {
        return ExifOrientation.read(chunk.array(), chunk.arrayOffset(), chunk.remaining());
    }

    /** Bit 5 of the first byte is the case of its letter: capital means critical. */
    private static void checkSkippable(int type) throws UnreadableImageException {
        if (isCritical(type)) {
            throw UnreadableImageException.corrupt("unknown critical PNG chunk");
        }
    }

    private static boolean isCritical(int type) {
        return (type & ANCILLARY) == 0;
    }

    private static int nextType(ByteBuffer in) throws UnreadableImageException {
        if (in.remaining() < 12) {
            throw UnreadableImageException.corrupt("PNG ends before its end chunk");
        }
        return in.getInt(in.position() + 4);
    }

    /** The next chunk's data; none of an ancillary chunk whose checksum is wrong. */
    private static ByteBuffer nextChunk(ByteBuffer in, byte[] png) throws UnreadableImageException {
        int start = in.position() + 8;
        int length = in.getInt(in.position());
        if (length < 0 || length > png.length - start - 4) {
            throw UnreadableImageException.corrupt("PNG chunk longer than the file");
        }
        boolean critical = isCritical(nextType(in));
        CRC32 crc = new CRC32();
        crc.update(png, start - 4, length + 4);
        boolean intact = (int) crc.getValue() == in.getInt(start + length);
        if (critical && !intact) {
            throw UnreadableImageException.corrupt("PNG chunk with a wrong checksum");
        }
        in.position(start + length + 4);
        return intact ? ByteBuffer.wrap(png, start, length).slice() : NONE;
    }
}
