package io.siamese.encoder.image.imageio;

import io.siamese.encoder.image.UnreadableImageException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds the entries of a TIFF's first directory (TIFF 6.0, section 2), as numbers. */
final class TiffDirectory {
    static final int WIDTH = 256;
    static final int HEIGHT = 257;
    static final int BITS = 258;
    static final int COMPRESSION = 259;
    static final int STRIP_OFFSETS = 273;
    static final int SAMPLES = 277;
    static final int ROWS_PER_STRIP = 278;
    static final int STRIP_BYTES = 279;
    static final int PLANAR = 284;
    static final int TILE_WIDTH = 322;
    static final int TILE_HEIGHT = 323;
    static final int TILE_OFFSETS = 324;
    static final int TILE_BYTES = 325;
    static final int EXTRA_SAMPLES = 338;
    static final int SAMPLE_FORMAT = 339;

    private static final int ENTRY_BYTES = 12;
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int MOST_PARTS = 65_536;

    private final HeaderBytes in;
    /** Place of each tag's entry. */
    private final Map<Integer, Long> entries = new HashMap<>();

    private TiffDirectory(byte[] file) {
        this.in = new HeaderBytes(file, file[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    }

    static TiffDirectory read(byte[] file) throws UnreadableImageException {
        TiffDirectory directory = new TiffDirectory(file);
        long at = directory.in.int32At(4) & 0xFFFFFFFFL;
        int count = directory.in.uint16At(at);
        for (int i = 0; i < count; i++) {
            long entry = at + 2 + (long) i * ENTRY_BYTES;
            directory.entries.putIfAbsent(directory.in.uint16At(entry), entry);
        }
        return directory;
    }

    /** The first number of a tag; {@code absent} where the directory does not have it. */
    int numberOrElse(int tag, int absent) throws UnreadableImageException {
        Long entry = entries.get(tag);
        return entry == null ? absent : numberAt(entry, 0);
    }

    /** The first number of a tag, or {@code most} where it is larger or absent. */
    int numberOfAtMost(int tag, int most) throws UnreadableImageException {
        Long entry = entries.get(tag);
        return entry == null ? most : (int) Math.min(most, unsignedAt(entry, 0));
    }

    /** How many numbers a tag has. */
    long countOf(int tag) throws UnreadableImageException {
        Long entry = entries.get(tag);
        return entry == null ? 0 : in.int32At(entry + 4) & 0xFFFFFFFFL;
    }

    int requiredNumber(int tag, long index) throws UnreadableImageException {
        Long entry = entries.get(tag);
        if (entry == null) {
            throw UnreadableImageException.corrupt("TIFF without tag " + tag);
        }
        return numberAt(entry, index);
    }

    private int numberAt(long entry, long index) throws UnreadableImageException {
        long value = unsignedAt(entry, index);
        if (value > Integer.MAX_VALUE) {
            throw UnreadableImageException.corrupt("TIFF with a number that does not fit it");
        }
        return (int) value;
    }

    private long unsignedAt(long entry, long index) throws UnreadableImageException {
        int type = in.uint16At(entry + 2);
        long count = in.int32At(entry + 4) & 0xFFFFFFFFL;
        if (type != SHORT && type != LONG || index >= count) {
            throw UnreadableImageException.corrupt("TIFF with a number that is none");
        }
        int bytes = type == SHORT ? 2 : 4;
        long at = count * bytes <= 4 ? entry + 8 : in.int32At(entry + 8) & 0xFFFFFFFFL;
        return type == SHORT ? in.uint16At(at + index * bytes) : in.int32At(at + index * bytes) & 0xFFFFFFFFL;
    }

    /** The bytes of each strip or tile. */
    List<byte[]> copyParts(byte[] file) throws UnreadableImageException {
        int offsets = entries.containsKey(TILE_OFFSETS) ? TILE_OFFSETS : STRIP_OFFSETS;
        int lengths = entries.containsKey(TILE_OFFSETS) ? TILE_BYTES : STRIP_BYTES;
        if (!entries.containsKey(offsets) || !entries.containsKey(lengths)) {
            throw UnreadableImageException.corrupt("TIFF without data");
        }
        long count = countOf(offsets);
        if (count > MOST_PARTS) {
            throw UnreadableImageException.corrupt("TIFF of " + count + " parts");
        }
        List<byte[]> parts = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            int from = requiredNumber(offsets, i);
            int length = requiredNumber(lengths, i);
            if (length > file.length - from) {
                throw UnreadableImageException.corrupt("TIFF that ends early");
            }
            parts.add(Arrays.copyOfRange(file, from, from + length));
        }
        return parts;
    }
}
