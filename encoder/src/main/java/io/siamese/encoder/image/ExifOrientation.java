package io.siamese.encoder.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads the orientation tag of Exif data, which are laid out as a TIFF file (Exif 2.32, 4.6). */
public final class ExifOrientation {
    private static final int TAG = 0x0112;
    private static final int SHORT = 3;
    private static final int ENTRY_BYTES = 12;

    private ExifOrientation() {}

    /** The orientation; upright where the data are damaged or have no tag. */
    public static Orientation read(byte[] bytes, int from, int length) {
        ByteBuffer tiff = ByteBuffer.wrap(bytes, from, length).slice();
        if (length < 8) {
            return Orientation.UPRIGHT;
        }
        boolean little = tiff.get(0) == 'I';
        tiff.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        if (tiff.get(0) != tiff.get(1) || tiff.getShort(2) != 42 || directory < 8 || directory > length - 2) {
            return Orientation.UPRIGHT;
        }
        int entries = Math.min(tiff.getShort(directory) & 0xFFFF, (length - directory - 2) / ENTRY_BYTES);
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + i * ENTRY_BYTES;
            if ((tiff.getShort(entry) & 0xFFFF) == TAG && tiff.getShort(entry + 2) == SHORT) {
                return Orientation.fromTag(tiff.getShort(entry + 8));
            }
        }
        return Orientation.UPRIGHT;
    }
}
