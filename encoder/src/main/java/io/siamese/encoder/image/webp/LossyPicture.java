package io.siamese.encoder.image.webp;

import io.siamese.encoder.image.UnreadableImageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Decodes a lossy WebP picture: a key frame of VP8 (RFC 6386). The pixels are libwebp's to the last bit. */
public final class LossyPicture {
    private static final int TAG = 10;
    private static final int SUBBLOCK_MODES = 10;
    private static final int[] SUBBLOCK_TREE = {0, 2, -1, 4, -2, 6, 8, 12, -3, 10, -5, -6, -4, 14, -7, 16, -8, -9};
    /** Modes of whole blocks as the modes of their subblocks: DC, vertical, horizontal, true motion. */
    private static final int[] AS_SUBBLOCK = {0, 2, 3, 1};

    private final LossyHeader header;
    private final BoolDecoder modes;
    private final List<BoolDecoder> partitions = new ArrayList<>();
    private final int across;
    private final int down;
    private final LossyPlane luma;
    private final LossyPlane[] chroma = new LossyPlane[2];
    private final Coefficients coefficients;
    private final int[][] quantisers = new int[4][];

    /** For each column, then for the row: modes of the last subblocks, and which blocks have coefficients. */
    private final int[] modesAbove;

    private final int[] modesLeft = new int[4];
    private final int[] filledAbove;
    private final int[] filledLeft = new int[9];
    /** By macroblock: level of the filter, and whether its inner edges are filtered. */
    private final byte[] levels;

    private final boolean[] inner;

    private final int[] block = new int[25 * 16];
    private final int[] half = new int[16];
    private final int[] edge = new int[13];
    private final int[] subblockModes = new int[16];

    private LossyPicture(byte[] file, int from, int length, int width, int height) throws UnreadableImageException {
        int tag = file[from] & 0xFF | (file[from + 1] & 0xFF) << 8 | (file[from + 2] & 0xFF) << 16;
        int first = tag >> 5;
        if ((tag & 1) != 0 || first > length - TAG) {
            throw UnreadableImageException.corrupt("WebP without a key frame");
        }
        modes = new BoolDecoder(file, from + TAG, first);
        header = new LossyHeader(modes);
        partitions(file, from + TAG + first, from + length);
        across = width + 15 >> 4;
        down = height + 15 >> 4;
        luma = new LossyPlane(16 * across, 16 * down);
        chroma[0] = new LossyPlane(8 * across, 8 * down);
        chroma[1] = new LossyPlane(8 * across, 8 * down);
        coefficients = new Coefficients(header.coefficients);
        for (int segment = 0; segment < quantisers.length; segment++) {
            quantisers[segment] = header.quantisers(segment);
        }
        modesAbove = new int[4 * across];
        filledAbove = new int[9 * across];
        levels = new byte[across * down];
        inner = new boolean[across * down];
    }

    private void partitions(byte[] file, int from, int end) throws UnreadableImageException {
        int at = from + 3 * (header.partitions - 1);
        for (int i = 0; i < header.partitions; i++) {
            if (at > end) {
                throw UnreadableImageException.corrupt("WebP that ends early");
            }
            int size = end - at;
            if (i < header.partitions - 1) {
                int stated = from + 3 * i;
                size = Math.min(
                        size, file[stated] & 0xFF | (file[stated + 1] & 0xFF) << 8 | (file[stated + 2] & 0xFF) << 16);
            }
            partitions.add(new BoolDecoder(file, at, size));
            at += size;
        }
    }

    /**
     * Opaque pixels 0xAARRGGBB of a VP8 chunk.
     *
     * @param from where the chunk's data begin
     * @param length of its data in bytes
     */
    public static int[] decode(byte[] file, int from, int length, int width, int height)
            throws UnreadableImageException {
        if (length < TAG) {
            throw UnreadableImageException.corrupt("WebP that ends early");
        }
        LossyPicture picture = new LossyPicture(file, from, length, width, height);
        picture.decode();
        return LossyColours.pixels(picture.luma, picture.chroma[0], picture.chroma[1], width, height);
    }

    private void decode() throws UnreadableImageException {
        for (int y = 0; y < down; y++) {
            BoolDecoder in = partitions.get(y & header.partitions - 1);
            Arrays.fill(modesLeft, 0);
            Arrays.fill(filledLeft, 0);
            for (int x = 0; x < across; x++) {
                macroblock(in, x, y);
            }
            modes.check();
            in.check();
        }
        if (header.filters()) {
            filter();
        }
    }

    private void macroblock(BoolDecoder in, int x, int y) {
        int segment = !header.hasSegmentMap ? 0 : segment();
        boolean skipped = header.skip >= 0 && modes.bit(header.skip) == 1;
        boolean bySubblocks = modes.bit(145) == 0;
        int mode = bySubblocks ? subblockModes(x) : wholeMode(x);
        int chromaMode = chromaMode();
        Arrays.fill(block, 0);
        boolean filled = !skipped && coefficients(in, x, bySubblocks, quantisers[segment]);
        if (skipped) {
            skip(x, bySubblocks);
        }
        predict(x, y, bySubblocks, mode, filled);
        chroma(x, y, chromaMode, filled);
        levels[y * across + x] = (byte) header.filterLevel(segment, bySubblocks);
        inner[y * across + x] = bySubblocks || filled;
    }

    private int segment() {
        int[] probabilities = header.segmentProbabilities;
        return modes.bit(probabilities[0]) == 0 ? modes.bit(probabilities[1]) : 2 + modes.bit(probabilities[2]);
    }

    private int wholeMode(int x) {
        int mode = modes.bit(156) == 1
                ? modes.bit(128) == 1 ? Prediction.TRUE_MOTION : Prediction.HORIZONTAL
                : modes.bit(163) == 1 ? Prediction.VERTICAL : Prediction.DC;
        Arrays.fill(modesAbove, 4 * x, 4 * x + 4, AS_SUBBLOCK[mode]);
        Arrays.fill(modesLeft, AS_SUBBLOCK[mode]);
        return mode;
    }

    private int subblockModes(int x) {
        for (int i = 0; i < 16; i++) {
            int above = modesAbove[4 * x + (i & 3)];
            int node = SUBBLOCK_TREE[modes.bit(LossyTables.subblockMode(above, modesLeft[i >> 2], 0))];
            while (node > 0) {
                node = SUBBLOCK_TREE[node + modes.bit(LossyTables.subblockMode(above, modesLeft[i >> 2], node >> 1))];
            }
            subblockModes[i] = -node;
            modesAbove[4 * x + (i & 3)] = -node;
            modesLeft[i >> 2] = -node;
        }
        return SUBBLOCK_MODES;
    }

    private int chromaMode() {
        if (modes.bit(142) == 0) {
            return Prediction.DC;
        }
        if (modes.bit(114) == 0) {
            return Prediction.VERTICAL;
        }
        return modes.bit(183) == 1 ? Prediction.TRUE_MOTION : Prediction.HORIZONTAL;
    }

    private void skip(int x, boolean bySubblocks) {
        int kept = bySubblocks ? 8 : 9;
        Arrays.fill(filledAbove, 9 * x, 9 * x + kept, 0);
        Arrays.fill(filledLeft, 0, kept, 0);
    }

    /** Whether there is a coefficient that is not 0. Flags 0 to 3 are of luma, then two of each chroma, then of luma's DCs. */
    private boolean coefficients(BoolDecoder in, int x, boolean bySubblocks, int[] steps) {
        int first = 0;
        int type = Coefficients.LUMA;
        if (!bySubblocks) {
            int context = filledAbove[9 * x + 8] + filledLeft[8];
            int end = coefficients.decode(in, Coefficients.LUMA_DCS, context, 0, steps[2], steps[3], block, 24 * 16);
            filledAbove[9 * x + 8] = filledLeft[8] = end > 0 ? 1 : 0;
            InverseTransforms.walshHadamard(Arrays.copyOfRange(block, 24 * 16, 25 * 16), block);
            first = 1;
            type = Coefficients.LUMA_WITHOUT_DC;
        }
        for (int i = 0; i < 16; i++) {
            int above = 9 * x + (i & 3);
            int left = i >> 2;
            int context = filledAbove[above] + filledLeft[left];
            int end = coefficients.decode(in, type, context, first, steps[0], steps[1], block, 16 * i);
            filledAbove[above] = filledLeft[left] = end > first ? 1 : 0;
        }
        for (int i = 0; i < 8; i++) {
            int channel = 4 + (i >> 2) * 2;
            int above = 9 * x + channel + (i & 1);
            int left = channel + (i >> 1 & 1);
            int context = filledAbove[above] + filledLeft[left];
            int end =
                    coefficients.decode(in, Coefficients.CHROMA, context, 0, steps[4], steps[5], block, 16 * (16 + i));
            filledAbove[above] = filledLeft[left] = end > 0 ? 1 : 0;
        }
        for (int i = 0; i < 24 * 16; i++) {
            if (block[i] != 0) {
                return true;
            }
        }
        return false;
    }

    private void predict(int x, int y, boolean bySubblocks, int mode, boolean filled) {
        if (!bySubblocks) {
            Prediction.whole(luma, 16 * x, 16 * y, 16, mode);
        }
        for (int i = 0; i < 16; i++) {
            int at = luma.at(16 * x + 4 * (i & 3), 16 * y + (i & ~3));
            if (bySubblocks) {
                edge(x, y, i, at);
                Prediction.subblock(luma.samples, at, luma.stride, subblockModes[i], edge);
            }
            if (filled) {
                InverseTransforms.add(block, 16 * i, luma.samples, at, luma.stride, half);
            }
        }
    }

    /** The samples around a subblock. To the upper right of the last column are those above the next macroblock. */
    private void edge(int x, int y, int i, int at) {
        byte[] samples = luma.samples;
        for (int k = 0; k < 4; k++) {
            edge[k] = samples[at + (3 - k) * luma.stride - 1] & 0xFF;
        }
        for (int k = 0; k < 5; k++) {
            edge[4 + k] = samples[at - luma.stride - 1 + k] & 0xFF;
        }
        int right = (i & 3) == 3 ? luma.at(16 * x + 16, 16 * y - 1) : at - luma.stride + 4;
        boolean beyond = (i & 3) == 3 && x == across - 1 && y > 0;
        for (int k = 0; k < 4; k++) {
            edge[9 + k] = samples[beyond ? right - 1 : right + k] & 0xFF;
        }
    }

    private void chroma(int x, int y, int mode, boolean filled) {
        for (int channel = 0; channel < 2; channel++) {
            LossyPlane plane = chroma[channel];
            Prediction.whole(plane, 8 * x, 8 * y, 8, mode);
            for (int i = 0; filled && i < 4; i++) {
                int at = plane.at(8 * x + 4 * (i & 1), 8 * y + 4 * (i >> 1));
                InverseTransforms.add(block, 16 * (16 + 4 * channel + i), plane.samples, at, plane.stride, half);
            }
        }
    }

    private void filter() {
        LoopFilter[] filters = new LoopFilter[64];
        for (int level = 1; level < filters.length; level++) {
            filters[level] = new LoopFilter(level, header.sharpness);
        }
        for (int y = 0; y < down; y++) {
            for (int x = 0; x < across; x++) {
                int number = y * across + x;
                if (levels[number] > 0 && header.simpleFilter) {
                    simple(filters[levels[number]], x, y, inner[number]);
                } else if (levels[number] > 0) {
                    filter(filters[levels[number]], luma, x, y, 16, inner[number]);
                    filter(filters[levels[number]], chroma[0], x, y, 8, inner[number]);
                    filter(filters[levels[number]], chroma[1], x, y, 8, inner[number]);
                }
            }
        }
    }

    private static void filter(LoopFilter filter, LossyPlane plane, int x, int y, int size, boolean inner) {
        int at = plane.at(size * x, size * y);
        if (x > 0) {
            filter.macroblock(plane.samples, at, 1, plane.stride, size);
        }
        for (int i = 4; inner && i < size; i += 4) {
            filter.subblock(plane.samples, at + i, 1, plane.stride, size);
        }
        if (y > 0) {
            filter.macroblock(plane.samples, at, plane.stride, 1, size);
        }
        for (int i = 4; inner && i < size; i += 4) {
            filter.subblock(plane.samples, at + i * plane.stride, plane.stride, 1, size);
        }
    }

    private void simple(LoopFilter filter, int x, int y, boolean withInner) {
        int at = luma.at(16 * x, 16 * y);
        for (int i = x > 0 ? 0 : 4; i < (withInner ? 16 : 4); i += 4) {
            filter.simple(luma.samples, at + i, 1, luma.stride, i == 0);
        }
        for (int i = y > 0 ? 0 : 4; i < (withInner ? 16 : 4); i += 4) {
            filter.simple(luma.samples, at + i * luma.stride, luma.stride, 1, i == 0);
        }
    }
}
