package io.siamese.encoder.image.jpeg;

import io.siamese.encoder.image.UnreadableImageException;
import java.io.ByteArrayOutputStream;

/**
 * Walks the markers of a JPEG (ITU-T T.81, B.1) before the native decoder sees it: size and kind from the frame
 * header, and a copy without the segments that pixels do not depend on (Exif, colour profiles, thumbnails, comments).
 */
final class JpegSegments {
    /** A progressive image has about ten scans; each one is a pass over the whole image. */
    private static final int MAX_SCANS = 64;

    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int APP0 = 0xE0;
    private static final int APP14 = 0xEE;
    private static final int APP15 = 0xEF;
    private static final int COMMENT = 0xFE;

    private final byte[] jpeg;
    private final ByteArrayOutputStream kept;
    private int at = 2;
    private int scans;
    private int width;
    private int height;

    private JpegSegments(byte[] jpeg) {
        this.jpeg = jpeg;
        this.kept = new ByteArrayOutputStream(jpeg.length);
        keep(0, 2);
    }

    static JpegSegments walk(byte[] jpeg) throws UnreadableImageException {
        JpegSegments segments = new JpegSegments(jpeg);
        for (int marker = segments.marker(); marker != EOI; marker = segments.marker()) {
            segments.segment(marker);
        }
        segments.end();
        return segments;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    byte[] kept() {
        return kept.toByteArray();
    }

    private int marker() throws UnreadableImageException {
        if (unsigned(at) != 0xFF) {
            throw UnreadableImageException.corrupt("JPEG without a marker where one must be");
        }
        while (unsigned(at) == 0xFF) {
            at++;
        }
        return unsigned(at++);
    }

    private void segment(int marker) throws UnreadableImageException {
        int length = unsigned(at) << 8 | unsigned(at + 1);
        if (marker == 0 || marker == SOI || length < 2 || length > jpeg.length - at) {
            throw UnreadableImageException.corrupt("JPEG segment that does not fit");
        }
        if (isFrame(marker)) {
            frame(marker, length);
        }
        if (isNeeded(marker)) {
            kept.write(0xFF);
            kept.write(marker);
            keep(at, at + length);
        }
        at += length;
        if (marker == SOS) {
            scan();
        }
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    /** Of the application segments only JFIF and Adobe say how samples become colours. */
    private static boolean isNeeded(int marker) {
        boolean application = marker >= APP0 && marker <= APP15;
        return marker == APP0 || marker == APP14 || !(application || marker == COMMENT);
    }

    private void frame(int marker, int length) throws UnreadableImageException {
        if (length < 8 || width != 0) {
            throw UnreadableImageException.corrupt("JPEG with a broken or second frame header");
        }
        int precision = unsigned(at + 2);
        int components = unsigned(at + 7);
        if (marker > 0xC2 || precision != 8 || components != 1 && components != 3) {
            throw UnreadableImageException.unsupported("JPEG of kind " + Integer.toHexString(marker) + ", " + components
                    + " components of " + precision + " bits");
        }
        height = unsigned(at + 3) << 8 | unsigned(at + 4);
        width = unsigned(at + 5) << 8 | unsigned(at + 6);
        if (width == 0 || height == 0) {
            throw UnreadableImageException.corrupt("JPEG without a size in its frame header");
        }
    }

    /** Entropy-coded data: FF is followed by 00 or by a restart marker, anything else ends the scan. */
    private void scan() throws UnreadableImageException {
        if (width == 0 || ++scans > MAX_SCANS) {
            throw UnreadableImageException.corrupt("JPEG scan without a frame, or more than " + MAX_SCANS + " scans");
        }
        int start = at;
        while (unsigned(at) != 0xFF || isData(unsigned(at + 1))) {
            at++;
        }
        keep(start, at);
    }

    private static boolean isData(int second) {
        return second == 0 || second >= 0xD0 && second <= 0xD7;
    }

    private void end() throws UnreadableImageException {
        if (scans == 0) {
            throw UnreadableImageException.corrupt("JPEG without image data");
        }
        kept.write(0xFF);
        kept.write(EOI);
    }

    private void keep(int from, int to) {
        kept.write(jpeg, from, to - from);
    }

    private int unsigned(int index) throws UnreadableImageException {
        if (index >= jpeg.length) {
            throw UnreadableImageException.corrupt("JPEG ends early");
        }
        return jpeg[index] & 0xFF;
    }
}
