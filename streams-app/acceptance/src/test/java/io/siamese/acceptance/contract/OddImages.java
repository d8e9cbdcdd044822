package io.siamese.acceptance.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.siamese.encoder.drawing.StrokeCharacters;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Image files as somebody who means no good, or has an odd camera, publishes them; each with what the contract says of it. */
final class OddImages {
    /** Read and compared: its outcome depends on what it shows. */
    static final String READ = "read";

    private static final BufferedImage DRAWN = drawn();
    private static final byte[] PNG = new StrokeCharacters(7).png(1, 0);
    private static final byte[] SIGNATURE = Arrays.copyOf(PNG, 8);

    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Map<String, String> reasons = new LinkedHashMap<>();

    OddImages() throws IOException {
        pngs();
        lyingPngs();
        bombs();
        jpegs();
        others();
    }

    Map<String, byte[]> files() {
        return files;
    }

    /** The reason of its rejection, or {@link #READ}. */
    String reason(String name) {
        return reasons.get(name);
    }

    private void add(String name, String reason, byte[] file) {
        files.put(name, file);
        reasons.put(name, reason);
    }

    private void pngs() throws IOException {
        add("interlaced PNG", READ, written("png", DRAWN, true));
        add("16-bit grey PNG", READ, written("png", copy(BufferedImage.TYPE_USHORT_GRAY), false));
        add("RGBA PNG", READ, written("png", copy(BufferedImage.TYPE_INT_ARGB), false));
        add("1-bit PNG", READ, written("png", copy(BufferedImage.TYPE_BYTE_BINARY), false));
        add("palette PNG", READ, written("png", copy(BufferedImage.TYPE_BYTE_INDEXED), true));
        add("animated PNG", READ, animated());
        add("bytes after the end", READ, concat(PNG, PNG));
        add("unknown chunk", READ, inserted("teXT".getBytes(US_ASCII), new byte[100]));
        add("30000 x 1", "IMAGE_TOO_SMALL", written("png", blank(30_000, 1), false));
        add("1 x 30000", "IMAGE_TOO_SMALL", written("png", blank(1, 30_000), false));
        add("30000 x 8, blank", "BLANK_IMAGE", written("png", blank(30_000, 8), false));
        add("30000 x 8", READ, written("png", striped(30_000, 8), false));
    }

    private void lyingPngs() {
        add("says 0 x 0", "CORRUPT_IMAGE", header(0, 0, 8, 0));
        add("says it is larger", "CORRUPT_IMAGE", header(500, 500, 8, 0));
        add("says it is smaller", "CORRUPT_IMAGE", header(50, 50, 8, 0));
        add("says 2^31 - 1 squared", "IMAGE_TOO_LARGE", header(Integer.MAX_VALUE, Integer.MAX_VALUE, 8, 0));
        add("says a negative size", "CORRUPT_IMAGE", header(-1, -1, 8, 0));
        add("says 65535 squared", "IMAGE_TOO_LARGE", header(65_535, 65_535, 16, 6));
        add("says 3 bits", "CORRUPT_IMAGE", header(105, 105, 3, 0));
        add("says colour type 7", "CORRUPT_IMAGE", header(105, 105, 8, 7));
        add("no chunk", "CORRUPT_IMAGE", SIGNATURE);
        add("no header", "CORRUPT_IMAGE", concat(SIGNATURE, chunk("IEND", new byte[0])));
        add("no pixels", "CORRUPT_IMAGE", concat(Arrays.copyOf(PNG, 33), chunk("IEND", new byte[0])));
        add("chunk of 2 GB", "CORRUPT_IMAGE", concat(Arrays.copyOf(PNG, 33), new byte[] {
            0x7F, -1, -1, -1, 'I', 'D', 'A', 'T'
        }));
        add("chunk of negative length", "CORRUPT_IMAGE", concat(Arrays.copyOf(PNG, 33), new byte[] {
            -1, -1, -1, -1, 'I', 'D', 'A', 'T'
        }));
        byte[] wrongSum = PNG.clone();
        wrongSum[wrongSum.length - 20] ^= 1;
        add("wrong checksum", "CORRUPT_IMAGE", wrongSum);
    }

    private void bombs() {
        byte[] zeros = deflated(300_000_000);
        add("300 MB of zeros behind black pixels", "BLANK_IMAGE", bombed(105, 105, 8, 0, zeros));
        add("16 million pixels of 8 bytes", "BLANK_IMAGE", bombed(4096, 4096, 16, 6, deflated(4096 * (8 * 4096 + 1))));
        add(
                "a colour profile of 300 MB",
                READ,
                inserted("iCCP".getBytes(US_ASCII), concat("x\0\0".getBytes(US_ASCII), zeros)));
        add("a text of 300 MB", READ, inserted("zTXt".getBytes(US_ASCII), concat("x\0\0".getBytes(US_ASCII), zeros)));
    }

    private void jpegs() throws IOException {
        byte[] jpeg = written("jpg", copy(BufferedImage.TYPE_INT_RGB), false);
        add("JPEG", READ, jpeg);
        add("progressive JPEG", READ, written("jpg", copy(BufferedImage.TYPE_INT_RGB), true));
        add("grey JPEG", READ, written("jpg", copy(BufferedImage.TYPE_BYTE_GRAY), false));
        add("CMYK JPEG", READ, cmyk());
        add("JPEG that is turned by Exif", READ, turned(jpeg));
        add("JPEG that says 65535 squared", "IMAGE_TOO_LARGE", sized(jpeg, 65_535, 65_535));
        add("JPEG that says 4000 squared", "CORRUPT_IMAGE", sized(jpeg, 4_000, 4_000));
        add("JPEG that says 0 rows", "CORRUPT_IMAGE", sized(jpeg, 105, 0));
        add("JPEG cut short", "CORRUPT_IMAGE", Arrays.copyOf(jpeg, jpeg.length * 3 / 4));
        add("JPEG without its end marker", READ, Arrays.copyOf(jpeg, jpeg.length - 2));
        add("two bytes of a JPEG", "UNSUPPORTED_FORMAT", new byte[] {(byte) 0xFF, (byte) 0xD8});
        add("a JPEG of ends", "CORRUPT_IMAGE", new byte[] {
            (byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xD9, (byte) 0xFF, (byte) 0xD9
        });
        add("a JPEG of fill bytes", "CORRUPT_IMAGE", filled(500_000));
    }

    private void others() throws IOException {
        add("GIF", READ, written("gif", DRAWN, false));
        add("BMP", READ, written("bmp", copy(BufferedImage.TYPE_INT_RGB), false));
        add(
                "HEIC",
                "UNSUPPORTED_FORMAT",
                concat("\0\0\0\u0018ftypheic\0\0\0\0heicmif1".getBytes(ISO_8859_1), new byte[500]));
        add(
                "JPEG XL",
                "UNSUPPORTED_FORMAT",
                concat("\0\0\0\u000CJXL \r\n\u0087\n".getBytes(ISO_8859_1), new byte[500]));
        add("SVG", "UNDECODABLE", "<svg onload=\"alert(1)\"/>".getBytes(UTF_8));
        add("PNG with a byte before it", "NO_REGISTRY", concat(new byte[1], PNG));
    }

    private static BufferedImage drawn() {
        try {
            return ImageIO.read(new ByteArrayInputStream(new StrokeCharacters(7).png(1, 0)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedImage copy(int type) {
        BufferedImage copy = new BufferedImage(DRAWN.getWidth(), DRAWN.getHeight(), type);
        Graphics2D graphics = copy.createGraphics();
        graphics.drawImage(DRAWN, 0, 0, null);
        graphics.dispose();
        return copy;
    }

    private static BufferedImage blank(int width, int height) {
        return new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    }

    private static BufferedImage striped(int width, int height) {
        BufferedImage image = blank(width, height);
        image.createGraphics().fillRect(width / 3, 0, width / 3, height);
        return image;
    }

    private static byte[] written(String format, BufferedImage image, boolean progressive) throws IOException {
        return written(format, new IIOImage(image, null, null), progressive);
    }

    private static byte[] written(String format, IIOImage image, boolean progressive) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam param = writer.getDefaultWriteParam();
            if (progressive) {
                param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            writer.write(null, image, param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static byte[] cmyk() throws IOException {
        WritableRaster raster = Raster.createInterleavedRaster(0, 105, 105, 4, null);
        for (int i = 0; i < 105; i++) {
            raster.setPixel(i, i, new int[] {200, 100, 50, 25});
        }
        return written("jpg", new IIOImage(raster, null, null), false);
    }

    /** The first frame is the picture of an ordinary PNG; another follows. */
    private static byte[] animated() {
        byte[] control =
                chunk("acTL", ByteBuffer.allocate(8).putInt(2).putInt(0).array());
        byte[] frame = chunk("fdAT", new byte[40]);
        byte[] head = concat(Arrays.copyOf(PNG, 33), control);
        byte[] pixels = Arrays.copyOfRange(PNG, 33, PNG.length - 12);
        return concat(concat(concat(head, pixels), frame), chunk("IEND", new byte[0]));
    }

    /** An ordinary PNG with another header, its checksum right. */
    private static byte[] header(int width, int height, int depth, int colourType) {
        byte[] data = headerData(width, height, depth, colourType);
        return concat(concat(SIGNATURE, chunk("IHDR", data)), Arrays.copyOfRange(PNG, 33, PNG.length));
    }

    private static byte[] headerData(int width, int height, int depth, int colourType) {
        return ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) depth)
                .put((byte) colourType)
                .array();
    }

    private static byte[] bombed(int width, int height, int depth, int colourType, byte[] deflated) {
        byte[] head = concat(SIGNATURE, chunk("IHDR", headerData(width, height, depth, colourType)));
        return concat(concat(head, chunk("IDAT", deflated)), chunk("IEND", new byte[0]));
    }

    private static byte[] inserted(byte[] type, byte[] data) {
        byte[] head = concat(Arrays.copyOf(PNG, 33), chunk(new String(type, US_ASCII), data));
        return concat(head, Arrays.copyOfRange(PNG, 33, PNG.length));
    }

    private static byte[] chunk(String type, byte[] data) {
        byte[] body = concat(type.getBytes(US_ASCII), data);
        CRC32 crc = new CRC32();
        crc.update(body);
        return ByteBuffer.allocate(8 + body.length)
                .putInt(data.length)
                .put(body)
                .putInt((int) crc.getValue())
                .array();
    }

    /** Rows of a picture that is black all over; the rest stands behind it. */
    private static byte[] deflated(int zeros) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[64 * 1024];
        byte[] input = new byte[1024 * 1024];
        for (int left = zeros; left > 0; left -= input.length) {
            deflater.setInput(input, 0, Math.min(left, input.length));
            while (!deflater.needsInput()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
        }
        deflater.finish();
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return out.toByteArray();
    }

    /** With an Exif segment that says "turn by 90 degrees". */
    private static byte[] turned(byte[] jpeg) {
        byte[] exif = concat(
                "Exif\0\0MM\0*".getBytes(ISO_8859_1),
                ByteBuffer.allocate(22)
                        .putInt(8)
                        .putShort((short) 1)
                        .putShort((short) 0x112)
                        .putShort((short) 3)
                        .putInt(1)
                        .putShort((short) 6)
                        .array());
        byte[] segment = ByteBuffer.allocate(4 + exif.length)
                .putShort((short) 0xFFE1)
                .putShort((short) (2 + exif.length))
                .put(exif)
                .array();
        return concat(concat(Arrays.copyOf(jpeg, 2), segment), Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    private static byte[] sized(byte[] jpeg, int width, int height) {
        byte[] changed = jpeg.clone();
        for (int i = 2; i < changed.length; i++) {
            if (changed[i] == (byte) 0xFF && changed[i + 1] == (byte) 0xC0) {
                ByteBuffer.wrap(changed).putShort(i + 5, (short) height).putShort(i + 7, (short) width);
                return changed;
            }
        }
        throw new IllegalArgumentException("no start of frame");
    }

    private static byte[] filled(int bytes) {
        byte[] fill = new byte[bytes];
        Arrays.fill(fill, (byte) 0xFF);
        fill[1] = (byte) 0xD8;
        return fill;
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
