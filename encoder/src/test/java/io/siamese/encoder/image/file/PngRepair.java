package io.siamese.encoder.image.file;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.siamese.encoder.image.png.TestPng;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Makes damage of a PNG pass its checksums. Other files are given back as they are. */
final class PngRepair {
    private static final int SIGNATURE = 0x89504E47;
    private static final int SIGNATURE_BYTES = 8;

    private PngRepair() {}

    /** The same bytes with the checksum of each chunk as it should be; up to the first chunk that is no longer one. */
    static byte[] withRightChecksums(byte[] file) {
        ByteBuffer png = ByteBuffer.wrap(file);
        long at = SIGNATURE_BYTES;
        while (isChunk(png, at)) {
            int length = png.getInt((int) at);
            CRC32 sum = new CRC32();
            sum.update(file, (int) at + 4, length + 4);
            png.putInt((int) at + 8 + length, (int) sum.getValue());
            at += 12L + length;
        }
        return file;
    }

    private static boolean isChunk(ByteBuffer png, long at) {
        boolean starts = at + 12 <= png.capacity() && png.getInt(0) == SIGNATURE;
        return starts && png.getInt((int) at) >= 0 && at + 12 + png.getInt((int) at) <= png.capacity();
    }

    /** A whole PNG with changes in its filtered rows, compressed again. */
    static byte[] withChangedRows(byte[] whole, Consumer<byte[]> change) {
        ByteBuffer png = ByteBuffer.wrap(whole);
        TestPng changed = new TestPng();
        int at = SIGNATURE_BYTES;
        while (isChunk(png, at)) {
            byte[] data = Arrays.copyOfRange(whole, at + 8, at + 8 + png.getInt(at));
            String type = new String(whole, at + 4, 4, US_ASCII);
            if (type.equals("IDAT")) {
                byte[] rows = inflate(data);
                change.accept(rows);
                data = TestPng.deflate(rows);
            }
            if (!type.equals("IEND")) {
                changed.chunk(type, data);
            }
            at += 12 + png.getInt(at);
        }
        return at == SIGNATURE_BYTES ? whole : changed.end();
    }

    private static byte[] inflate(byte[] data) {
        Inflater inflater = new Inflater();
        inflater.setInput(data);
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            for (int count = inflater.inflate(buffer); count > 0; count = inflater.inflate(buffer)) {
                rows.write(buffer, 0, count);
            }
        } catch (DataFormatException e) {
            throw new IllegalArgumentException(e);
        } finally {
            inflater.end();
        }
        return rows.toByteArray();
    }
}
