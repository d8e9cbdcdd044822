package io.siamese.encoder.image.file;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/** Generates JPEG, GIF, BMP and TIFF files by the JDK's writers. */
final class WrittenKinds {
    private static final List<String> FAX = List.of("CCITT RLE", "CCITT T.4", "CCITT T.6");
    private static final List<String> TIFF = List.of("LZW", "JPEG", "ZLib", "PackBits", "Deflate");
    private static final String PLAIN = "";
    private static final String PROGRESSIVE = "progressive";

    private WrittenKinds() {}

    static Map<String, byte[]> all() {
        Map<String, byte[]> kinds = new TreeMap<>();
        jpegs(kinds);
        bitmaps(kinds);
        tiffs(kinds);
        return kinds;
    }

    private static void jpegs(Map<String, byte[]> kinds) {
        for (String mode : List.of(PLAIN, PROGRESSIVE)) {
            String end = mode.equals(PLAIN) ? "" : "-" + mode;
            kinds.put("jpeg-grey" + end, written("jpeg", BufferedImage.TYPE_BYTE_GRAY, mode));
            kinds.put("jpeg-colour" + end, written("jpeg", BufferedImage.TYPE_INT_RGB, mode));
            IIOImage four = new IIOImage(DrawnPicture.fourColours(), null, null);
            kinds.put("jpeg-fourcolours" + end, written("jpeg", four, mode));
        }
    }

    private static void bitmaps(Map<String, byte[]> kinds) {
        kinds.put("gif", written("gif", BufferedImage.TYPE_BYTE_INDEXED, PLAIN));
        kinds.put("bmp-1bit", written("bmp", BufferedImage.TYPE_BYTE_BINARY, "BI_RGB"));
        kinds.put("bmp-8bit", written("bmp", BufferedImage.TYPE_BYTE_INDEXED, "BI_RGB"));
        kinds.put("bmp-8bit-runs", written("bmp", BufferedImage.TYPE_BYTE_GRAY, "BI_RLE8"));
        kinds.put("bmp-16bit", written("bmp", BufferedImage.TYPE_USHORT_565_RGB, "BI_BITFIELDS"));
        kinds.put("bmp-24bit", written("bmp", BufferedImage.TYPE_INT_RGB, "BI_RGB"));
    }

    private static void tiffs(Map<String, byte[]> kinds) {
        for (String code : FAX) {
            kinds.put("tiff-" + code.replace(' ', '-'), written("tiff", BufferedImage.TYPE_BYTE_BINARY, code));
        }
        for (String code : TIFF) {
            kinds.put("tiff-" + code.replace(' ', '-'), written("tiff", BufferedImage.TYPE_INT_RGB, code));
            kinds.put("tiff-grey-" + code, written("tiff", BufferedImage.TYPE_BYTE_GRAY, code));
        }
        kinds.put("tiff-alpha", written("tiff", BufferedImage.TYPE_INT_ARGB, PLAIN));
        kinds.put("tiff-16bit", written("tiff", BufferedImage.TYPE_USHORT_GRAY, PLAIN));
        kinds.put("tiff-palette", written("tiff", BufferedImage.TYPE_BYTE_INDEXED, "LZW"));
    }

    private static byte[] written(String format, int type, String mode) {
        return written(format, new IIOImage(DrawnPicture.image(type), null, null), mode);
    }

    private static byte[] written(String format, IIOImage image, String mode) {
        ImageWriter writer = writerOfTheJdk(format);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, image, settings(writer, mode));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static ImageWriteParam settings(ImageWriter writer, String mode) {
        ImageWriteParam settings = writer.getDefaultWriteParam();
        if (mode.equals(PROGRESSIVE)) {
            settings.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        } else if (!mode.equals(PLAIN)) {
            settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            settings.setCompressionType(mode);
        }
        return settings;
    }

    /** Libraries on the class path may have writers of their own. */
    private static ImageWriter writerOfTheJdk(String format) {
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName(format);
        while (writers.hasNext()) {
            ImageWriter writer = writers.next();
            if (writer.getClass().getName().startsWith("com.sun.")) {
                return writer;
            }
        }
        throw new IllegalStateException("no writer of the JDK for " + format);
    }
}
