package io.siamese.encoder.image.file;

import static io.siamese.encoder.image.file.DrawnPicture.HEIGHT;
import static io.siamese.encoder.image.file.DrawnPicture.WIDTH;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.siamese.encoder.image.imageio.TestTiff;
import io.siamese.encoder.image.png.TestPng;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Generates files with an orientation tag, all eight in each format that has it, and files with a colour profile. */
final class TaggedKinds {
    private static final int SHORT = 3;
    private static final int ORIENTATIONS = 8;

    private TaggedKinds() {}

    static Map<String, byte[]> all() {
        Map<String, byte[]> kinds = new TreeMap<>();
        for (int tag = 1; tag <= ORIENTATIONS; tag++) {
            kinds.put("jpeg-turned-" + tag, jpeg("\u00ff\u00e1", "Exif\0\0", exif(tag)));
            kinds.put("png-turned-" + tag, png("eXIf", exif(tag)));
            kinds.put("webp-turned-" + tag, webp("EXIF", exif(tag)));
            kinds.put("tiff-turned-" + tag, tiff(tag));
        }
        byte[] profile = new byte[300];
        kinds.put("jpeg-profile", jpeg("\u00ff\u00e2", "ICC_PROFILE\0\1\1", profile));
        kinds.put("png-profile", png("iCCP", concat("p\0\0".getBytes(ISO_8859_1), TestPng.deflate(profile))));
        kinds.put("webp-profile", webp("ICCP", profile));
        return kinds;
    }

    /** One directory with one entry. */
    private static byte[] exif(int tag) {
        ByteBuffer exif = littleEndian(26).put("II*\0".getBytes(ISO_8859_1)).putInt(8);
        exif.putShort((short) 1)
                .putShort((short) 0x112)
                .putShort((short) SHORT)
                .putInt(1)
                .putInt(tag);
        return exif.array();
    }

    private static byte[] jpeg(String marker, String name, byte[] data) {
        byte[] plain = TestFiles.read("00-good-photo.jpg");
        byte[] body = concat(name.getBytes(ISO_8859_1), data);
        byte[] length = {(byte) (body.length + 2 >> 8), (byte) (body.length + 2)};
        byte[] segment = concat(concat(marker.getBytes(ISO_8859_1), length), body);
        return concat(concat(Arrays.copyOf(plain, 2), segment), Arrays.copyOfRange(plain, 2, plain.length));
    }

    private static byte[] png(String type, byte[] data) {
        return new TestPng()
                .header(WIDTH, HEIGHT, 8, 0, false)
                .chunk(type, data)
                .chunk("IDAT", TestPng.data(grey(), 1, 8, false))
                .end();
    }

    private static int[][] grey() {
        int[][] rows = new int[HEIGHT][WIDTH];
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                rows[y][x] = DrawnPicture.colour(x, y)[1];
            }
        }
        return rows;
    }

    /** The plain file of 64 × 48 pixels as an extended one, with one chunk more. */
    private static byte[] webp(String type, byte[] data) {
        byte[] plain = TestFiles.read("w64x48.webp");
        byte[] extended = littleEndian(10)
                .put(0, (byte) 0x28)
                .put(4, (byte) 63)
                .put(7, (byte) 47)
                .array();
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        chunks.writeBytes("WEBP".getBytes(ISO_8859_1));
        chunks.writeBytes(chunk("VP8X", extended));
        chunks.writeBytes(Arrays.copyOfRange(plain, 12, plain.length));
        chunks.writeBytes(chunk(type, data));
        return chunk("RIFF", chunks.toByteArray());
    }

    private static byte[] chunk(String type, byte[] data) {
        return littleEndian(8 + data.length)
                .put(type.getBytes(ISO_8859_1))
                .putInt(data.length)
                .put(data)
                .array();
    }

    private static byte[] tiff(int orientation) {
        ByteBuffer pixels = ByteBuffer.allocate(WIDTH * HEIGHT);
        Arrays.stream(grey()).flatMapToInt(Arrays::stream).forEach(level -> pixels.put((byte) level));
        return new TestTiff(WIDTH, HEIGHT).with(274, orientation).strips(pixels.array());
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
