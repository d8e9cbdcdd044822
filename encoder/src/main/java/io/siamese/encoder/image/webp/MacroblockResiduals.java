package io.siamese.encoder.image.webp;

import java.util.Arrays;

/** Reads what is added to a macroblock's prediction: 16 blocks of luma and 8 of chroma (RFC 6386, section 13). */
final class MacroblockResiduals {
    private static final int LUMA_BLOCKS = 16;
    private static final int CHROMA_BLOCKS = 8;
    private static final int BLOCK = 16;
    /** Where the luma's DCs lie, behind all other blocks. */
    private static final int LUMA_DCS = (LUMA_BLOCKS + CHROMA_BLOCKS) * BLOCK;
    /** Flags of a column or of the row: 4 of luma, 2 of each chroma, 1 of the luma's DCs. */
    private static final int FLAGS = 9;

    private final Coefficients coefficients;
    /** Steps of quantisation by segment. */
    private final int[][] steps = new int[4][];
    /** Which of the last blocks have coefficients, 1 or 0: by column, and of the row. */
    private final int[] filledAbove;

    private final int[] filledLeft = new int[FLAGS];

    /** Coefficients of the current macroblock, 16 a block: luma, chroma, the luma's DCs. */
    final int[] values = new int[LUMA_DCS + BLOCK];

    /** @param columns macroblocks in a row */
    MacroblockResiduals(LossyHeader header, int columns) {
        coefficients = new Coefficients(header.coefficients);
        for (int segment = 0; segment < steps.length; segment++) {
            steps[segment] = header.quantisers(segment);
        }
        filledAbove = new int[FLAGS * columns];
    }

    void beginRow() {
        Arrays.fill(filledLeft, 0);
    }

    /** Reads the macroblock of a column of the current row, and says whether a coefficient is not 0. */
    boolean readMacroblock(BoolDecoder in, int column, MacroblockModes modes) {
        Arrays.fill(values, 0);
        if (modes.skipped) {
            skipMacroblock(column, modes.bySubblocks);
            return false;
        }
        int[] ofSegment = steps[modes.segment];
        if (!modes.bySubblocks) {
            readLumaDcs(in, column, ofSegment);
        }
        readLuma(in, column, modes.bySubblocks, ofSegment);
        readChroma(in, column, ofSegment);
        return hasValue();
    }

    private void skipMacroblock(int column, boolean bySubblocks) {
        int flags = bySubblocks ? FLAGS - 1 : FLAGS;
        Arrays.fill(filledAbove, FLAGS * column, FLAGS * column + flags, 0);
        Arrays.fill(filledLeft, 0, flags, 0);
    }

    private void readLumaDcs(BoolDecoder in, int column, int[] steps) {
        int above = FLAGS * column + FLAGS - 1;
        int left = FLAGS - 1;
        int context = filledAbove[above] + filledLeft[left];
        int end = coefficients.decodeBlock(in, Coefficients.LUMA_DCS, context, 0, steps[2], steps[3], values, LUMA_DCS);
        filledAbove[above] = filledLeft[left] = end > 0 ? 1 : 0;
        InverseTransforms.walshHadamard(Arrays.copyOfRange(values, LUMA_DCS, LUMA_DCS + BLOCK), values);
    }

    private void readLuma(BoolDecoder in, int column, boolean withDc, int[] steps) {
        int type = withDc ? Coefficients.LUMA : Coefficients.LUMA_WITHOUT_DC;
        int first = withDc ? 0 : 1;
        for (int i = 0; i < LUMA_BLOCKS; i++) {
            int above = FLAGS * column + (i & 3);
            int left = i >> 2;
            int context = filledAbove[above] + filledLeft[left];
            int end = coefficients.decodeBlock(in, type, context, first, steps[0], steps[1], values, BLOCK * i);
            filledAbove[above] = filledLeft[left] = end > first ? 1 : 0;
        }
    }

    private void readChroma(BoolDecoder in, int column, int[] steps) {
        for (int i = 0; i < CHROMA_BLOCKS; i++) {
            int channel = 4 + (i >> 2) * 2;
            int above = FLAGS * column + channel + (i & 1);
            int left = channel + (i >> 1 & 1);
            int context = filledAbove[above] + filledLeft[left];
            int at = BLOCK * (LUMA_BLOCKS + i);
            int end = coefficients.decodeBlock(in, Coefficients.CHROMA, context, 0, steps[4], steps[5], values, at);
            filledAbove[above] = filledLeft[left] = end > 0 ? 1 : 0;
        }
    }

    private boolean hasValue() {
        for (int i = 0; i < LUMA_DCS; i++) {
            if (values[i] != 0) {
                return true;
            }
        }
        return false;
    }
}
