package io.siamese.encoder.image.jpeg;

import io.siamese.encoder.image.ExifOrientation;
import io.siamese.encoder.image.Orientation;
import io.siamese.encoder.image.UnreadableImageException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks the markers of a JPEG (ITU-T T.81, B.1) and decodes nothing. Bytes between segments are passed over, as all decoders do.
 * A missing end marker is no damage by itself: whether all data are there is seen when they are decoded.
 */
final class JpegFile {
    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int DQT = 0xDB;
    private static final int DRI = 0xDD;
    private static final int DHT = 0xC4;
    private static final int APP0 = 0xE0;
    private static final int APP1 = 0xE1;
    private static final int APP14 = 0xEE;
    private static final int TEM = 0x01;
    private static final int FIRST_KNOWN = 0xC0;

    private final JpegBytes in;
    private final List<Scan> scans = new ArrayList<>();
    private final short[][] factors = new short[4][];
    private final HuffmanTable[] dcTables = StandardTables.dcTables();
    private final HuffmanTable[] acTables = StandardTables.acTables();
    private int restartInterval;
    private boolean jfif;
    private int adobeTransform = -1;
    private boolean ended;
    private Orientation orientation = Orientation.UPRIGHT;
    private @Nullable Frame frame;

    private JpegFile(byte[] jpeg) {
        this.in = new JpegBytes(jpeg, 2, jpeg.length);
    }

    static JpegFile walkMarkers(byte[] jpeg) throws UnreadableImageException {
        JpegFile file = new JpegFile(jpeg);
        for (int marker = file.nextMarker(); marker != EOI; marker = file.nextMarker()) {
            file.readSegment(marker);
        }
        if (file.scans.isEmpty()) {
            throw UnreadableImageException.corrupt("JPEG without image data");
        }
        return file;
    }

    Frame frame() {
        if (frame == null) {
            throw new IllegalStateException("no frame was read");
        }
        return frame;
    }

    List<Scan> scans() {
        return scans;
    }

    JpegColour colour() {
        return JpegColour.deduceFrom(frame(), jfif, adobeTransform);
    }

    /** Whether Adobe wrote the file: then four colours are stored as what the ink leaves of the paper. */
    boolean isInverted() {
        return adobeTransform >= 0;
    }

    Orientation orientation() {
        return orientation;
    }

    /** Whether the file has an end marker. */
    boolean isEnded() {
        return ended;
    }

    byte[] bytes() {
        return in.sharedBytes();
    }

    /** The next marker; the end of a file that has scans counts as its end marker. */
    private int nextMarker() throws UnreadableImageException {
        int before = 0;
        while (in.bytesLeft() > 0) {
            int next = in.nextByte();
            if (before == 0xFF && next != 0 && next != 0xFF) {
                ended = next == EOI;
                return next;
            }
            before = next;
        }
        if (scans.isEmpty()) {
            throw UnreadableImageException.corrupt("JPEG ends early");
        }
        return EOI;
    }

    private void readSegment(int marker) throws UnreadableImageException {
        if (marker == TEM || marker >= 0xD0 && marker < SOI) {
            return;
        }
        if (marker == SOI || marker < FIRST_KNOWN) {
            throw UnreadableImageException.corrupt("JPEG with a marker that must not be there");
        }
        int length = in.nextShort();
        if (length < 2) {
            throw UnreadableImageException.corrupt("JPEG segment that does not fit");
        }
        JpegBytes part = in.nextPart(length - 2);
        switch (marker) {
            case DQT -> readQuantisation(part);
            case DHT -> readHuffman(part);
            case DRI -> restartInterval = part.nextShort();
            case SOS -> readScan(part);
            case APP0 -> jfif |= part.startsWith("JFIF\0");
            case APP1 -> readExif(part);
            case APP14 -> readAdobe(part);
            default -> readFrame(marker, part);
        }
    }

    private void readFrame(int marker, JpegBytes part) throws UnreadableImageException {
        boolean isFrame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC8 && marker != 0xCC;
        if (!isFrame) {
            return;
        }
        if (frame != null) {
            throw UnreadableImageException.corrupt("JPEG with a second frame header");
        }
        frame = Frame.parse(marker, part);
    }

    private void readExif(JpegBytes part) throws UnreadableImageException {
        if (part.startsWith("Exif\0") && part.bytesLeft() > 6 && orientation == Orientation.UPRIGHT) {
            part.skipBytes(6);
            orientation = ExifOrientation.read(bytes(), part.position(), part.bytesLeft());
        }
    }

    private void readAdobe(JpegBytes part) throws UnreadableImageException {
        if (part.startsWith("Adobe") && part.bytesLeft() >= 12) {
            part.skipBytes(11);
            adobeTransform = part.nextByte();
        }
    }

    private void readQuantisation(JpegBytes part) throws UnreadableImageException {
        while (part.bytesLeft() > 0) {
            int kind = part.nextByte();
            if ((kind & 0xF) > 3) {
                throw UnreadableImageException.corrupt("JPEG quantisation table that the format does not allow");
            }
            short[] table = new short[64];
            for (int i = 0; i < 64; i++) {
                table[i] = (short) (kind >> 4 == 0 ? part.nextByte() : part.nextShort());
            }
            factors[kind & 0xF] = table;
        }
    }

    private void readHuffman(JpegBytes part) throws UnreadableImageException {
        while (part.bytesLeft() > 0) {
            int kind = part.nextByte();
            int[] counts = new int[16];
            int sum = 0;
            for (int i = 0; i < counts.length; i++) {
                counts[i] = part.nextByte();
                sum += counts[i];
            }
            if ((kind & 0xEF) > 3 || sum > 256) {
                throw UnreadableImageException.corrupt("JPEG Huffman table that the format does not allow");
            }
            byte[] symbols = new byte[sum];
            for (int i = 0; i < sum; i++) {
                symbols[i] = (byte) part.nextByte();
            }
            (kind < 0x10 ? dcTables : acTables)[kind & 0xF] = new HuffmanTable(counts, symbols);
        }
    }

    private void readScan(JpegBytes part) throws UnreadableImageException {
        if (frame == null) {
            throw UnreadableImageException.corrupt("JPEG scan without a frame");
        }
        Scan.Header header = Scan.parseHeader(part, frame);
        int from = in.position();
        int end = endOfData(from);
        in.skipBytes(end - from);
        int count = header.components().length;
        HuffmanTable[] dc = new HuffmanTable[count];
        HuffmanTable[] ac = new HuffmanTable[count];
        for (int i = 0; i < count; i++) {
            dc[i] = dcTables[header.dcTables()[i]];
            ac[i] = acTables[header.acTables()[i]];
        }
        scans.add(new Scan(
                header.components(),
                dc,
                ac,
                factors.clone(),
                restartInterval,
                header.first(),
                header.last(),
                header.highBit(),
                header.lowBit(),
                from,
                end));
    }

    /** FF is followed by 00, by a restart marker or by another FF; anything else ends the scan. */
    private int endOfData(int from) {
        byte[] jpeg = bytes();
        int at = from;
        while (at + 1 < jpeg.length && (jpeg[at] != -1 || isScanData(jpeg[at + 1] & 0xFF))) {
            at++;
        }
        return at + 1 < jpeg.length ? at : jpeg.length;
    }

    private static boolean isScanData(int second) {
        return second == 0 || second == 0xFF || second >= 0xD0 && second <= 0xD7;
    }
}
