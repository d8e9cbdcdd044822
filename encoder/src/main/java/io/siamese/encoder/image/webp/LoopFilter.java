package io.siamese.encoder.image.webp;

/** Smooths the edges of blocks (RFC 6386, section 15). */
final class LoopFilter {
    private final int limit;
    private final int inner;
    private final int variance;

    /**
     * @param level 1 to 63
     * @param sharpness 0 to 7
     */
    LoopFilter(int level, int sharpness) {
        int interior = sharpness > 4 ? level >> 2 : sharpness > 0 ? level >> 1 : level;
        this.inner = Math.max(1, sharpness > 0 ? Math.min(interior, 9 - sharpness) : interior);
        this.limit = 2 * level + inner;
        this.variance = level >= 40 ? 2 : level >= 15 ? 1 : 0;
    }

    /**
     * Filters an edge of a macroblock.
     *
     * @param across distance of two samples across the edge
     * @param along distance of two samples along it
     */
    void filterMacroblockEdge(byte[] s, int at, int across, int along, int count) {
        for (int i = 0, p = at; i < count; i++, p += along) {
            if (needsFilter(s, p, across, 2 * (limit + 4) + 1)) {
                if (isVaried(s, p, across)) {
                    adjustTwoSamples(s, p, across);
                } else {
                    adjustSixSamples(s, p, across);
                }
            }
        }
    }

    /** Filters an edge within a macroblock. */
    void filterSubblockEdge(byte[] s, int at, int across, int along, int count) {
        for (int i = 0, p = at; i < count; i++, p += along) {
            if (needsFilter(s, p, across, 2 * limit + 1)) {
                if (isVaried(s, p, across)) {
                    adjustTwoSamples(s, p, across);
                } else {
                    adjustFourSamples(s, p, across);
                }
            }
        }
    }

    /** Filters an edge by the simple filter. */
    void filterSimply(byte[] s, int at, int across, int along, boolean ofMacroblock) {
        int threshold = 2 * (ofMacroblock ? limit + 4 : limit) + 1;
        for (int i = 0, p = at; i < 16; i++, p += along) {
            if (isSmall(s, p, across, threshold)) {
                adjustTwoSamples(s, p, across);
            }
        }
    }

    private static boolean isSmall(byte[] s, int p, int across, int threshold) {
        return 4 * difference(s, p - across, p) + difference(s, p - 2 * across, p + across) <= threshold;
    }

    private boolean needsFilter(byte[] s, int p, int across, int threshold) {
        return isSmall(s, p, across, threshold)
                && difference(s, p - 4 * across, p - 3 * across) <= inner
                && difference(s, p - 3 * across, p - 2 * across) <= inner
                && difference(s, p - 2 * across, p - across) <= inner
                && difference(s, p + 3 * across, p + 2 * across) <= inner
                && difference(s, p + 2 * across, p + across) <= inner
                && difference(s, p + across, p) <= inner;
    }

    private boolean isVaried(byte[] s, int p, int across) {
        return difference(s, p - 2 * across, p - across) > variance || difference(s, p + across, p) > variance;
    }

    private static int difference(byte[] s, int a, int b) {
        return Math.abs((s[a] & 0xFF) - (s[b] & 0xFF));
    }

    private static int signedDifference(byte[] s, int a, int b) {
        return (s[a] & 0xFF) - (s[b] & 0xFF);
    }

    private static void adjustTwoSamples(byte[] s, int p, int across) {
        int a = 3 * signedDifference(s, p, p - across) + clampSigned(signedDifference(s, p - 2 * across, p + across));
        addClipped(s, p - across, clampSmall(a + 3 >> 3));
        addClipped(s, p, -clampSmall(a + 4 >> 3));
    }

    private static void adjustFourSamples(byte[] s, int p, int across) {
        int a = 3 * signedDifference(s, p, p - across);
        int first = clampSmall(a + 4 >> 3);
        int outer = first + 1 >> 1;
        addClipped(s, p - across, clampSmall(a + 3 >> 3));
        addClipped(s, p, -first);
        addClipped(s, p - 2 * across, outer);
        addClipped(s, p + across, -outer);
    }

    private static void adjustSixSamples(byte[] s, int p, int across) {
        int a = clampSigned(
                3 * signedDifference(s, p, p - across) + clampSigned(signedDifference(s, p - 2 * across, p + across)));
        for (int i = 0, weight = 27; i < 3; i++, weight -= 9) {
            int step = weight * a + 63 >> 7;
            addClipped(s, p - (i + 1) * across, step);
            addClipped(s, p + i * across, -step);
        }
    }

    private static int clampSigned(int value) {
        return Math.max(-128, Math.min(127, value));
    }

    private static int clampSmall(int value) {
        return Math.max(-16, Math.min(15, value));
    }

    private static void addClipped(byte[] s, int at, int step) {
        s[at] = LossyPlane.clipToByte((s[at] & 0xFF) + step);
    }
}
