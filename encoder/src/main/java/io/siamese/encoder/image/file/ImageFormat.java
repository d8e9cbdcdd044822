package io.siamese.encoder.image.file;

import io.siamese.encoder.image.EncodedImage;
import io.siamese.encoder.image.ImageLimits;
import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.image.imageio.BmpFormat;
import io.siamese.encoder.image.imageio.GifFormat;
import io.siamese.encoder.image.imageio.TiffFormat;
import io.siamese.encoder.image.imageio.WebpFormat;
import io.siamese.encoder.image.jpeg.JpegImage;
import io.siamese.encoder.image.png.PngImage;

/** Tells formats apart by their first bytes, and names those that are not read. */
final class ImageFormat {
    private static final byte[] JPEG_XL_CODESTREAM = {(byte) 0xFF, 0x0A};
    private static final byte[] JPEG_2000_CODESTREAM = {(byte) 0xFF, 0x4F, (byte) 0xFF, 0x51};

    private ImageFormat() {}

    /** Reads a file's headers. */
    static EncodedImage open(byte[] file, ImageLimits limits) throws UnreadableImageException {
        if (PngImage.matches(file)) {
            return PngImage.parse(file);
        }
        if (JpegImage.matches(file)) {
            return JpegImage.parse(file);
        }
        if (WebpFormat.matches(file)) {
            return WebpFormat.open(file, limits);
        }
        if (GifFormat.matches(file)) {
            return GifFormat.open(file, limits);
        }
        if (BmpFormat.matches(file)) {
            return BmpFormat.open(file, limits);
        }
        if (TiffFormat.matches(file)) {
            return TiffFormat.open(file, limits);
        }
        throw UnreadableImageException.unsupported(refusal(file));
    }

    private static String refusal(byte[] file) {
        if (startsWith(file, 4, "ftyp")) {
            return ofBrand(file);
        }
        if (startsWith(file, 4, "jP  ") || startsWith(file, JPEG_2000_CODESTREAM)) {
            return "JPEG 2000: convert to JPEG";
        }
        if (startsWith(file, 4, "JXL ") || startsWith(file, JPEG_XL_CODESTREAM)) {
            return "JPEG XL: convert to JPEG";
        }
        if (startsWith(file, 0, "%PDF")) {
            return "PDF: convert to JPEG";
        }
        return "none of PNG, JPEG, WebP, GIF, BMP and TIFF";
    }

    /** ISO base media files say in their first box what they are: the brand, a version, and brands that also fit. */
    private static String ofBrand(byte[] file) {
        int box = (file[0] & 0xFF) << 24 | (file[1] & 0xFF) << 16 | (file[2] & 0xFF) << 8 | file[3] & 0xFF;
        int end = Math.max(12, Math.min(box, Math.min(file.length, 256)));
        for (int at = 8; at + 4 <= end; at += 4) {
            if (startsWith(file, at, "avif") || startsWith(file, at, "avis")) {
                return "AVIF: convert to JPEG";
            }
        }
        for (int at = 8; at + 4 <= end; at += 4) {
            if (startsWith(file, at, "hei") || startsWith(file, at, "hev") || startsWith(file, at, "mif1")) {
                return "HEIC: convert to JPEG";
            }
        }
        return "a film or another ISO media file: send a picture of it as JPEG";
    }

    private static boolean startsWith(byte[] file, int at, String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            if (at + i >= file.length || file[at + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean startsWith(byte[] file, byte[] start) {
        return file.length >= start.length && java.util.Arrays.equals(file, 0, start.length, start, 0, start.length);
    }
}
