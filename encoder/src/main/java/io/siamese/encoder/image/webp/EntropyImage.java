package io.siamese.encoder.image.webp;

import io.siamese.encoder.image.UnreadableImageException;

/** Decodes the entropy-coded pixels of a lossless picture or of one of its helpers (RFC 9649, section 3.6). */
final class EntropyImage {
    private static final int GREEN = 0;
    private static final int RED = 1;
    private static final int BLUE = 2;
    private static final int ALPHA = 3;
    private static final int DISTANCE = 4;
    private static final int CODES = 5;
    private static final int LITERALS = 256;
    private static final int LENGTHS = 24;
    private static final int DISTANCES = 40;
    private static final int MOST_CACHE_BITS = 11;
    private static final int NEAR_DISTANCES = 120;

    /** Near distances in the order of their codes: rows above times 16, plus 8 less columns to the left. */
    private static final String NEAR =
            "1807171928062729161a262a38053739151b363a252b48044749141c353b464a242c58454b343c03"
                    + "5759131d565a232d444c555b333d68026769121e666a222e545c434d656b323e78017779535d111f"
                    + "646c424e767a212f757b313f636d525e00747c414f1020626e30737d515f40727e616f50717f6070";

    private static final int[] NEAR_OFFSETS = nearOffsets();

    private final LosslessBits in;
    private final PrefixCodeReader reader;

    EntropyImage(LosslessBits in, PrefixCodeReader reader) {
        this.in = in;
        this.reader = reader;
    }

    private static int[] nearOffsets() {
        int[] offsets = new int[NEAR_DISTANCES];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = Integer.parseInt(NEAR, 2 * i, 2 * i + 2, 16);
        }
        return offsets;
    }

    /**
     * Pixels 0xAARRGGBB.
     *
     * @param grouped whether parts of the image may have prefix codes of their own
     */
    int[] decode(int width, int height, boolean grouped) throws UnreadableImageException {
        int cacheBits = in.readFlag() ? in.readBits(4) : 0;
        if (cacheBits > MOST_CACHE_BITS) {
            throw UnreadableImageException.corrupt("WebP with a colour cache that is too large");
        }
        ColourCache cache = new ColourCache(cacheBits);
        int bits = 0;
        int[] groups = {0};
        if (grouped && in.readFlag()) {
            bits = 2 + in.readBits(3);
            groups = decode(blockCount(width, bits), blockCount(height, bits), false);
        }
        PrefixCode[][] codes = readCodes(groups, cache.size());
        int[] pixels = new int[width * height];
        if (groups.length == 1) {
            bits = 31;
        }
        readPixels(pixels, width, new Groups(groups, codes, bits, blockCount(width, bits)), cache);
        return pixels;
    }

    /** Which codes hold where. */
    private record Groups(int[] numbers, PrefixCode[][] codes, int bits, int width) {
        PrefixCode[] codesAt(int x, int y) {
            return codes[numbers[(y >> bits) * width + (x >> bits)] >> 8 & 0xFFFF];
        }
    }

    static int blockCount(int length, int bits) {
        return bits == 31 ? 1 : length + (1 << bits) - 1 >> bits;
    }

    private PrefixCode[][] readCodes(int[] groups, int cached) throws UnreadableImageException {
        int most = 0;
        for (int group : groups) {
            most = Math.max(most, group >> 8 & 0xFFFF);
        }
        PrefixCode[][] codes = new PrefixCode[most + 1][CODES];
        for (PrefixCode[] group : codes) {
            group[GREEN] = reader.readCode(LITERALS + LENGTHS + cached);
            group[RED] = reader.readCode(LITERALS);
            group[BLUE] = reader.readCode(LITERALS);
            group[ALPHA] = reader.readCode(LITERALS);
            group[DISTANCE] = reader.readCode(DISTANCES);
        }
        return codes;
    }

    private void readPixels(int[] pixels, int width, Groups groups, ColourCache cache) throws UnreadableImageException {
        int mask = groups.bits() == 31 ? -1 : (1 << groups.bits()) - 1;
        PrefixCode[] codes = groups.codesAt(0, 0);
        int at = 0;
        int x = 0;
        int y = 0;
        while (at < pixels.length) {
            if ((x & mask) == 0) {
                codes = groups.codesAt(x, y);
            }
            int symbol = codes[GREEN].nextSymbol(in);
            int length = 1;
            if (symbol < LITERALS) {
                pixels[at] = literal(symbol, codes);
            } else if (symbol < LITERALS + LENGTHS) {
                length = repeatPixels(pixels, at, symbol - LITERALS, codes[DISTANCE], width);
            } else {
                pixels[at] = cache.get(symbol - LITERALS - LENGTHS);
            }
            for (int i = 0; i < length; i++) {
                cache.put(pixels[at + i]);
            }
            at += length;
            x += length;
            if (x >= width) {
                y = at / width;
                x = at - y * width;
                codes = at < pixels.length ? groups.codesAt(x, y) : codes;
            } else if (length > 1) {
                codes = groups.codesAt(x, y);
            }
        }
    }

    private int literal(int green, PrefixCode[] codes) throws UnreadableImageException {
        int red = codes[RED].nextSymbol(in);
        int blue = codes[BLUE].nextSymbol(in);
        int alpha = codes[ALPHA].nextSymbol(in);
        return alpha << 24 | red << 16 | green << 8 | blue;
    }

    /** Repeats earlier pixels, and returns how many. */
    private int repeatPixels(int[] pixels, int at, int lengthSymbol, PrefixCode distances, int width)
            throws UnreadableImageException {
        int length = readPrefixValue(lengthSymbol);
        int distance = distance(readPrefixValue(distances.nextSymbol(in)), width);
        if (distance > at || length > pixels.length - at) {
            throw UnreadableImageException.corrupt("WebP that repeats pixels it does not have");
        }
        for (int i = at; i < at + length; i++) {
            pixels[i] = pixels[i - distance];
        }
        return length;
    }

    private int readPrefixValue(int symbol) throws UnreadableImageException {
        if (symbol < 4) {
            return symbol + 1;
        }
        int extra = symbol - 2 >> 1;
        return (2 + (symbol & 1) << extra) + in.readBits(extra) + 1;
    }

    private static int distance(int code, int width) {
        if (code > NEAR_DISTANCES) {
            return code - NEAR_DISTANCES;
        }
        int near = NEAR_OFFSETS[code - 1];
        return Math.max(1, (near >> 4) * width + 8 - (near & 0xF));
    }
}
