package io.siamese.encoder.image.webp;

/** Smooths a whole picture, macroblock by macroblock, once all are painted (RFC 6386, section 15). */
final class PictureFilter {
    private final LossyHeader header;
    private final LossyPlane luma;
    private final LossyPlane[] chroma;
    private final int columns;
    private final int rows;
    /** By macroblock: level of the filter, and whether edges within it are filtered. */
    private final byte[] levels;

    private final boolean[] inner;
    private final LoopFilter[] filters = new LoopFilter[64];

    PictureFilter(LossyHeader header, LossyPlane luma, LossyPlane[] chroma) {
        this.header = header;
        this.luma = luma;
        this.chroma = chroma;
        this.columns = luma.width / 16;
        this.rows = luma.height / 16;
        this.levels = new byte[columns * rows];
        this.inner = new boolean[columns * rows];
        for (int level = 1; level < filters.length; level++) {
            filters[level] = new LoopFilter(level, header.sharpness);
        }
    }

    /** Notes how a macroblock will be filtered. */
    void recordLevels(int column, int row, MacroblockModes modes, boolean filled) {
        int macroblock = row * columns + column;
        levels[macroblock] = (byte) header.filterLevel(modes.segment, modes.bySubblocks);
        inner[macroblock] = modes.bySubblocks || filled;
    }

    /** Filters the picture where its header says so. */
    void filterPicture() {
        for (int macroblock = 0; header.filters() && macroblock < levels.length; macroblock++) {
            if (levels[macroblock] > 0) {
                filterMacroblock(macroblock % columns, macroblock / columns, macroblock);
            }
        }
    }

    private void filterMacroblock(int column, int row, int macroblock) {
        LoopFilter filter = filters[levels[macroblock]];
        if (header.simpleFilter) {
            filterSimply(filter, column, row, inner[macroblock]);
            return;
        }
        filterBlock(filter, luma, column, row, 16, inner[macroblock]);
        for (LossyPlane plane : chroma) {
            filterBlock(filter, plane, column, row, 8, inner[macroblock]);
        }
    }

    private static void filterBlock(LoopFilter filter, LossyPlane plane, int column, int row, int size, boolean inner) {
        int at = plane.indexOf(size * column, size * row);
        if (column > 0) {
            filter.filterMacroblockEdge(plane.samples, at, 1, plane.stride, size);
        }
        for (int i = 4; inner && i < size; i += 4) {
            filter.filterSubblockEdge(plane.samples, at + i, 1, plane.stride, size);
        }
        if (row > 0) {
            filter.filterMacroblockEdge(plane.samples, at, plane.stride, 1, size);
        }
        for (int i = 4; inner && i < size; i += 4) {
            filter.filterSubblockEdge(plane.samples, at + i * plane.stride, plane.stride, 1, size);
        }
    }

    private void filterSimply(LoopFilter filter, int column, int row, boolean withInner) {
        int at = luma.indexOf(16 * column, 16 * row);
        for (int i = column > 0 ? 0 : 4; i < (withInner ? 16 : 4); i += 4) {
            filter.filterSimply(luma.samples, at + i, 1, luma.stride, i == 0);
        }
        for (int i = row > 0 ? 0 : 4; i < (withInner ? 16 : 4); i += 4) {
            filter.filterSimply(luma.samples, at + i * luma.stride, luma.stride, 1, i == 0);
        }
    }
}
