package io.siamese.encoder.image.webp;

import org.jspecify.annotations.Nullable;

/** Paints a macroblock: its prediction from what is above and to the left, and the residuals on it. */
final class MacroblockPainter {
    private final LossyPlane luma;
    private final LossyPlane[] chroma;
    private final int lastColumn;
    private final int[] scratch = new int[16];
    private final int[] edge = new int[13];

    MacroblockPainter(LossyPlane luma, LossyPlane[] chroma) {
        this.luma = luma;
        this.chroma = chroma;
        this.lastColumn = luma.width / 16 - 1;
    }

    /** @param residuals to be added; null if there are none */
    void paint(int column, int row, MacroblockModes modes, int @Nullable [] residuals) {
        paintLuma(column, row, modes, residuals);
        for (int channel = 0; channel < chroma.length; channel++) {
            paintChroma(chroma[channel], column, row, modes.chromaMode, residuals, 16 + 4 * channel);
        }
    }

    private void paintLuma(int column, int row, MacroblockModes modes, int @Nullable [] residuals) {
        if (!modes.bySubblocks) {
            Prediction.predictWhole(luma, 16 * column, 16 * row, 16, modes.lumaMode);
        }
        for (int i = 0; i < 16; i++) {
            int at = luma.indexOf(16 * column + 4 * (i & 3), 16 * row + (i & ~3));
            if (modes.bySubblocks) {
                readEdge(column, row, i, at);
                Prediction.predictSubblock(luma.samples, at, luma.stride, modes.subblockModes[i], edge);
            }
            if (residuals != null) {
                InverseTransforms.addBlock(residuals, 16 * i, luma.samples, at, luma.stride, scratch);
            }
        }
    }

    /** The samples around a subblock. To the upper right of the last column are those above the next macroblock. */
    private void readEdge(int column, int row, int subblock, int at) {
        byte[] samples = luma.samples;
        for (int k = 0; k < 4; k++) {
            edge[k] = samples[at + (3 - k) * luma.stride - 1] & 0xFF;
        }
        for (int k = 0; k < 5; k++) {
            edge[4 + k] = samples[at - luma.stride - 1 + k] & 0xFF;
        }
        boolean rightmost = (subblock & 3) == 3;
        int right = rightmost ? luma.indexOf(16 * column + 16, 16 * row - 1) : at - luma.stride + 4;
        boolean beyond = rightmost && column == lastColumn && row > 0;
        for (int k = 0; k < 4; k++) {
            edge[9 + k] = samples[beyond ? right - 1 : right + k] & 0xFF;
        }
    }

    private void paintChroma(
            LossyPlane plane, int column, int row, int mode, int @Nullable [] residuals, int firstBlock) {
        Prediction.predictWhole(plane, 8 * column, 8 * row, 8, mode);
        for (int i = 0; residuals != null && i < 4; i++) {
            int at = plane.indexOf(8 * column + 4 * (i & 1), 8 * row + 4 * (i >> 1));
            InverseTransforms.addBlock(residuals, 16 * (firstBlock + i), plane.samples, at, plane.stride, scratch);
        }
    }
}
