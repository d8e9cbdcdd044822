package io.siamese.encoder.image.webp;

import io.siamese.encoder.image.UnreadableImageException;
import java.util.Arrays;

/** Reads how each macroblock is predicted (RFC 6386, sections 9.3, 11 and 19.3), one after another along a row. */
final class MacroblockModes {
    private static final int[] SUBBLOCK_TREE = {0, 2, -1, 4, -2, 6, 8, 12, -3, 10, -5, -6, -4, 14, -7, 16, -8, -9};
    /** Modes of whole blocks as the modes of their subblocks: DC, vertical, horizontal, true motion. */
    private static final int[] AS_SUBBLOCK = {0, 2, 3, 1};

    private final LossyHeader header;
    private final BoolDecoder in;
    /** Modes of the last subblocks: by column, and of the row. */
    private final int[] modesAbove;

    private final int[] modesLeft = new int[4];

    /** What was read of the current macroblock. */
    int segment;

    boolean skipped;
    boolean bySubblocks;
    /** Of the whole block; without meaning where each subblock has its own. */
    int lumaMode;

    final int[] subblockModes = new int[16];
    int chromaMode;

    /** @param columns macroblocks in a row */
    MacroblockModes(LossyHeader header, BoolDecoder in, int columns) {
        this.header = header;
        this.in = in;
        this.modesAbove = new int[4 * columns];
    }

    void beginRow() {
        Arrays.fill(modesLeft, 0);
    }

    /** Throws where more was read than there is. */
    void checkNotExhausted() throws UnreadableImageException {
        in.checkNotExhausted();
    }

    /** Reads the macroblock of a column of the current row. */
    void readMacroblock(int column) {
        segment = header.hasSegmentMap ? readSegment() : 0;
        skipped = header.skip >= 0 && in.readBit(header.skip) == 1;
        bySubblocks = in.readBit(145) == 0;
        if (bySubblocks) {
            readSubblockModes(column);
        } else {
            readWholeMode(column);
        }
        chromaMode = readChromaMode();
    }

    private int readSegment() {
        int[] probabilities = header.segmentProbabilities;
        return in.readBit(probabilities[0]) == 0 ? in.readBit(probabilities[1]) : 2 + in.readBit(probabilities[2]);
    }

    private void readWholeMode(int column) {
        lumaMode = in.readBit(156) == 1
                ? in.readBit(128) == 1 ? Prediction.TRUE_MOTION : Prediction.HORIZONTAL
                : in.readBit(163) == 1 ? Prediction.VERTICAL : Prediction.DC;
        Arrays.fill(modesAbove, 4 * column, 4 * column + 4, AS_SUBBLOCK[lumaMode]);
        Arrays.fill(modesLeft, AS_SUBBLOCK[lumaMode]);
    }

    private void readSubblockModes(int column) {
        for (int i = 0; i < 16; i++) {
            int above = 4 * column + (i & 3);
            int left = i >> 2;
            int mode = readSubblockMode(modesAbove[above], modesLeft[left]);
            subblockModes[i] = mode;
            modesAbove[above] = mode;
            modesLeft[left] = mode;
        }
    }

    private int readSubblockMode(int above, int left) {
        int node = SUBBLOCK_TREE[in.readBit(LossyTables.subblockMode(above, left, 0))];
        while (node > 0) {
            node = SUBBLOCK_TREE[node + in.readBit(LossyTables.subblockMode(above, left, node >> 1))];
        }
        return -node;
    }

    private int readChromaMode() {
        if (in.readBit(142) == 0) {
            return Prediction.DC;
        }
        if (in.readBit(114) == 0) {
            return Prediction.VERTICAL;
        }
        return in.readBit(183) == 1 ? Prediction.TRUE_MOTION : Prediction.HORIZONTAL;
    }
}
