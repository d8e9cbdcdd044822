package io.siamese.trainer.measure;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Images inside a page. */
final class DataUri {

    /** A larger file is shown smaller. */
    private static final int MOST_BYTES = 48 * 1024;

    private static final int SIDE = 240;

    private DataUri() {}

    /** @param bytes a PNG or JPEG file */
    static String ofFile(byte[] bytes) throws IOException {
        return bytes.length <= MOST_BYTES
                ? dataUri(isPng(bytes) ? "png" : "jpeg", bytes)
                : dataUri("png", shrinkToPng(bytes));
    }

    /** @param planes uint8 {@code [channels, height, width]}, 1 or 3 channels */
    static String ofPlanes(byte[] planes, int width, int height) throws IOException {
        int plane = width * height;
        boolean colour = planes.length == 3 * plane;
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < plane; i++) {
            int red = planes[i] & 0xff;
            int green = colour ? planes[plane + i] & 0xff : red;
            int blue = colour ? planes[2 * plane + i] & 0xff : red;
            image.setRGB(i % width, i / width, red << 16 | green << 8 | blue);
        }
        return dataUri("png", encodePng(image));
    }

    private static boolean isPng(byte[] bytes) {
        return bytes.length > 1 && (bytes[0] & 0xff) == 0x89 && bytes[1] == 'P';
    }

    /** Every n-th pixel: reading so keeps a large image out of memory. */
    private static byte[] shrinkToPng(byte[] bytes) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new IOException("neither PNG nor JPEG");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in);
                int step = Math.max(1, Math.max(reader.getWidth(0), reader.getHeight(0)) / SIDE);
                ImageReadParam every = reader.getDefaultReadParam();
                every.setSourceSubsampling(step, step, 0, 0);
                return encodePng(reader.read(0, every));
            } finally {
                reader.dispose();
            }
        }
    }

    private static byte[] encodePng(BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    private static String dataUri(String kind, byte[] bytes) {
        return "data:image/" + kind + ";base64," + Base64.getEncoder().encodeToString(bytes);
    }
}
