package io.siamese.encoder.drawing;

import io.siamese.encoder.image.GrayImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.Adler32;
import java.util.zip.CRC32;

/**
 * Writes PNG files of one bit a pixel, uncompressed. The bytes must be the same everywhere, and compressors differ
 * between JDK builds.
 */
final class BilevelPng {
    private static final long SIGNATURE = 0x89504E470D0A1A0AL;

    private BilevelPng() {}

    static byte[] encode(GrayImage image) {
        byte[] rows = packRows(image);
        ByteBuffer png = ByteBuffer.allocate(8 + 25 + 12 + 11 + rows.length + 12);
        png.putLong(SIGNATURE);
        putChunk(png, "IHDR", headerData(image));
        putChunk(png, "IDAT", storedZlibStream(rows));
        putChunk(png, "IEND", new byte[0]);
        return png.array();
    }

    private static byte[] headerData(GrayImage image) {
        return ByteBuffer.allocate(13)
                .putInt(image.width())
                .putInt(image.height())
                .put((byte) 1)
                .array();
    }

    private static byte[] packRows(GrayImage image) {
        int rowBytes = 1 + (image.width() + 7) / 8;
        byte[] rows = new byte[rowBytes * image.height()];
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                if (image.at(x, y) >= 128) {
                    rows[y * rowBytes + 1 + x / 8] |= (byte) (0x80 >> x % 8);
                }
            }
        }
        return rows;
    }

    /** A zlib stream of a single stored block (RFC 1950, RFC 1951 3.2.4), which holds up to 65,535 bytes. */
    private static byte[] storedZlibStream(byte[] rows) {
        Adler32 adler = new Adler32();
        adler.update(rows);
        return ByteBuffer.allocate(rows.length + 11)
                .put((byte) 0x78)
                .put((byte) 0x01)
                .put((byte) 1)
                .putShort(Short.reverseBytes((short) rows.length))
                .putShort(Short.reverseBytes((short) ~rows.length))
                .put(rows)
                .putInt((int) adler.getValue())
                .array();
    }

    private static void putChunk(ByteBuffer png, String type, byte[] data) {
        png.putInt(data.length);
        int start = png.position();
        png.put(type.getBytes(StandardCharsets.US_ASCII)).put(data);
        CRC32 crc = new CRC32();
        crc.update(png.array(), start, png.position() - start);
        png.putInt((int) crc.getValue());
    }
}
