package io.siamese.encoder.image.png;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes PNG files chunk by chunk, right or deliberately wrong. */
public final class TestPng {
    private static final int[][] ADAM7 = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
    };

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public TestPng() {
        out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
    }

    public TestPng header(int width, int height, int depth, int colourType, boolean interlaced) {
        return chunk(
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put((byte) depth)
                        .put((byte) colourType)
                        .putShort((short) 0)
                        .put((byte) (interlaced ? 1 : 0))
                        .array());
    }

    public TestPng chunk(String type, byte[] data) {
        byte[] body = new byte[4 + data.length];
        System.arraycopy(type.getBytes(StandardCharsets.US_ASCII), 0, body, 0, 4);
        System.arraycopy(data, 0, body, 4, data.length);
        CRC32 crc = new CRC32();
        crc.update(body);
        out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        out.writeBytes(body);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
        return this;
    }

    public byte[] end() {
        chunk("IEND", new byte[0]);
        return out.toByteArray();
    }

    public static byte[] deflate(byte[] data) {
        Deflater deflater = new Deflater();
        deflater.setInput(data);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return out.toByteArray();
    }

    /** The image data of samples {@code [height][width * samplesPerPixel]}; row r of a pass is filtered by r mod 5. */
    public static byte[] data(int[][] samples, int perPixel, int depth, boolean interlaced) {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        int distance = Math.max(1, perPixel * depth / 8);
        for (int[] pass : interlaced ? ADAM7 : new int[][] {{0, 0, 1, 1}}) {
            byte[] above = null;
            for (int y = pass[1], r = 0; y < samples.length; y += pass[3], r++) {
                byte[] row = pack(samples[y], perPixel, depth, pass[0], pass[2]);
                if (row.length > 0) {
                    above = above == null ? new byte[row.length] : above;
                    raw.write(r % 5);
                    raw.writeBytes(filter(row, above, distance, r % 5));
                    above = row;
                }
            }
        }
        return deflate(raw.toByteArray());
    }

    private static byte[] pack(int[] samples, int perPixel, int depth, int x0, int step) {
        int width = samples.length / perPixel;
        int pixels = x0 >= width ? 0 : (width - x0 + step - 1) / step;
        byte[] row = new byte[(pixels * perPixel * depth + 7) / 8];
        for (int i = 0; i < pixels * perPixel; i++) {
            int sample = samples[(x0 + i / perPixel * step) * perPixel + i % perPixel];
            for (int bit = 0; bit < depth; bit++) {
                int at = i * depth + bit;
                row[at / 8] |= (byte) ((sample >> depth - 1 - bit & 1) << 7 - at % 8);
            }
        }
        return row;
    }

    private static byte[] filter(byte[] row, byte[] above, int distance, int type) {
        byte[] out = new byte[row.length];
        for (int i = 0; i < row.length; i++) {
            int a = i < distance ? 0 : row[i - distance] & 0xFF;
            int b = above[i] & 0xFF;
            int c = i < distance ? 0 : above[i - distance] & 0xFF;
            int p = a + b - c;
            int nearest = Math.min(Math.abs(p - a), Math.min(Math.abs(p - b), Math.abs(p - c)));
            int paeth = Math.abs(p - a) == nearest ? a : Math.abs(p - b) == nearest ? b : c;
            out[i] = (byte) (row[i] - new int[] {0, a, b, (a + b) / 2, paeth}[type]);
        }
        return out;
    }
}
