package io.siamese.encoder.image.webp;

/** Keeps recent colours by a hash of them (RFC 9649, section 3.6.2.3). */
final class ColourCache {
    private static final int MULTIPLIER = 0x1e35a7bd;

    private final int[] colours;
    private final int shift;

    /** @param bits 1 to 11, or 0 for no cache */
    ColourCache(int bits) {
        this.colours = bits == 0 ? new int[0] : new int[1 << bits];
        this.shift = 32 - bits;
    }

    int size() {
        return colours.length;
    }

    int get(int index) {
        return colours[index];
    }

    void put(int argb) {
        if (colours.length > 0) {
            colours[MULTIPLIER * argb >>> shift] = argb;
        }
    }
}
