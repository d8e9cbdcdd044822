package io.siamese.service.gallery;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Templates as dense rows of panels. Immutable: a change gives another version, which shares with this one all but the
 * panel it touches (256·d bytes) and the way to it. Removing a row moves the last one into its place.
 *
 * <p>Memory: 4·d bytes a row, in steps of 256·d bytes.
 */
final class Panels {
    /** Panels in a leaf of the two-level list: a change copies one leaf, and the root of one in 16,384 templates. */
    private static final int LEAF = 256;

    private final int dimension;
    private final Panel[][] leaves;
    private final int size;

    Panels(int dimension) {
        this(dimension, new Panel[0][], 0);
    }

    private Panels(int dimension, Panel[][] leaves, int size) {
        this.dimension = dimension;
        this.leaves = leaves;
        this.size = size;
    }

    /** Number of rows. */
    int size() {
        return size;
    }

    /** Number of panels. */
    int panelCount() {
        return (size + Panel.WIDTH - 1) / Panel.WIDTH;
    }

    Panel panel(int index) {
        return leaves[index / LEAF][index % LEAF];
    }

    TemplateRow row(int row) {
        return panel(row / Panel.WIDTH).rows()[row % Panel.WIDTH];
    }

    /** Reads the embedding of a row into a float[d]. */
    void readRow(int row, float[] into) {
        panel(row / Panel.WIDTH).readLane(row % Panel.WIDTH, into);
    }

    /** With one more row, at the end. */
    Panels plusRow(TemplateRow row, float[] embedding) {
        checkDimension(embedding);
        Panel last = size % Panel.WIDTH == 0 ? Panel.empty(dimension) : panel(size / Panel.WIDTH);
        return replaced(size / Panel.WIDTH, last.plusRow(row, embedding), size + 1);
    }

    /** With another template in a row. */
    Panels withRow(int row, TemplateRow replacement, float[] embedding) {
        checkDimension(embedding);
        Panel panel = panel(row / Panel.WIDTH).withRow(row % Panel.WIDTH, replacement, embedding);
        return replaced(row / Panel.WIDTH, panel, size);
    }

    /** Without a row; the last one is in its place. */
    Panels withoutRow(int row) {
        int last = size - 1;
        if (row == last) {
            Panel shortened = panel(last / Panel.WIDTH).withoutLast();
            return replaced(last / Panel.WIDTH, shortened.count() == 0 ? null : shortened, last);
        }
        float[] moved = new float[dimension];
        readRow(last, moved);
        return withRow(row, row(last), moved).withoutRow(last);
    }

    /** The same rows, to which rows can be appended while another thread appends to this. */
    Panels separate() {
        int last = panelCount() - 1;
        return size % Panel.WIDTH == 0 ? this : replaced(last, panel(last).separate(), size);
    }

    private void checkDimension(float[] embedding) {
        if (embedding.length != dimension) {
            throw new IllegalArgumentException(
                    "an embedding of " + embedding.length + " numbers where " + dimension + " are expected");
        }
    }

    private Panels replaced(int index, @Nullable Panel panel, int newSize) {
        int leaf = index / LEAF;
        Panel[][] root = Arrays.copyOf(leaves, Math.max(leaves.length, leaf + 1));
        root[leaf] = root[leaf] == null ? new Panel[LEAF] : root[leaf].clone();
        root[leaf][index % LEAF] = panel;
        return new Panels(dimension, root, newSize);
    }
}
