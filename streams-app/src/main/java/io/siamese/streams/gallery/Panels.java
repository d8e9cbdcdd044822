package io.siamese.streams.gallery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Embeddings as rows of a growing matrix, kept in panels of {@value #WIDTH} rows, each panel laid out {@code [d][64]}:
 * one number of a probe meets 64 templates at once, which the JIT turns into vector instructions without reordering
 * any sum. Rows are dense: removing one moves the last row into its place. Not thread-safe.
 *
 * <p>Memory: 4·d bytes a row, in steps of 256·d bytes.
 */
final class Panels {
    static final int WIDTH = 64;

    private final int dimension;
    private final List<float[]> panels = new ArrayList<>();
    private int size;

    Panels(int dimension) {
        this.dimension = dimension;
    }

    int size() {
        return size;
    }

    /** Appends an embedding of {@code dimension} numbers and returns its row. */
    int add(float[] embedding) {
        if (size == panels.size() * WIDTH) {
            panels.add(new float[dimension * WIDTH]);
        }
        set(size, embedding);
        return size++;
    }

    void set(int row, float[] embedding) {
        if (embedding.length != dimension) {
            throw new IllegalArgumentException(
                    "an embedding of " + embedding.length + " numbers where " + dimension + " are expected");
        }
        float[] panel = panels.get(row / WIDTH);
        for (int i = 0; i < dimension; i++) {
            panel[i * WIDTH + row % WIDTH] = embedding[i];
        }
    }

    /** Removes a row by moving the last one into its place. */
    void remove(int row) {
        int last = size - 1;
        if (row != last) {
            set(row, get(last));
        }
        size = last;
        if (size % WIDTH == 0) {
            panels.remove(panels.size() - 1);
        }
    }

    float[] get(int row) {
        float[] embedding = new float[dimension];
        float[] panel = panels.get(row / WIDTH);
        for (int i = 0; i < dimension; i++) {
            embedding[i] = panel[i * WIDTH + row % WIDTH];
        }
        return embedding;
    }

    /** Dot products of the probe, float[d], with every row: float[size]. */
    float[] dots(float[] probe) {
        float[] dots = new float[size];
        float[] sums = new float[WIDTH];
        for (int p = 0; p < panels.size(); p++) {
            dots(probe, panels.get(p), sums);
            System.arraycopy(sums, 0, dots, p * WIDTH, Math.min(WIDTH, size - p * WIDTH));
        }
        return dots;
    }

    private void dots(float[] probe, float[] panel, float[] sums) {
        Arrays.fill(sums, 0);
        for (int i = 0; i < dimension; i++) {
            float value = probe[i];
            int base = i * WIDTH;
            for (int j = 0; j < WIDTH; j++) {
                sums[j] += value * panel[base + j];
            }
        }
    }
}
