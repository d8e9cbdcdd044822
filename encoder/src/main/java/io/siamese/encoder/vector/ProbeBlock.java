package io.siamese.encoder.vector;

import java.util.List;

/**
 * Packs probes that are compared together as kernels read them: in tiles of {@value #TILE} probes, each tile
 * {@code [d][6]}, the last one filled up with zeros. Immutable.
 */
public final class ProbeBlock {
    /** 6 probes by 4 vectors of templates fill 24 of 32 accumulators, 6 by 2 fill 12 of 16. */
    static final int TILE = 6;

    private final int dimension;
    private final int count;
    private final float[] packed;

    /**
     * @param dimension numbers in a probe, d
     * @param probes one or more of float {@code [d]}; copied
     * @throws IllegalArgumentException if a probe has another dimension
     */
    public ProbeBlock(int dimension, List<float[]> probes) {
        this.dimension = dimension;
        count = probes.size();
        packed = new float[paddedCount() * dimension];
        for (int p = 0; p < count; p++) {
            packProbe(p, probes.get(p));
        }
    }

    private void packProbe(int p, float[] probe) {
        if (probe.length != dimension) {
            throw new IllegalArgumentException(
                    "a probe of " + probe.length + " numbers where " + dimension + " are expected");
        }
        int at = (p / TILE) * TILE * dimension + p % TILE;
        for (int i = 0; i < dimension; i++) {
            packed[at + i * TILE] = probe[i];
        }
    }

    /** Numbers in a probe. */
    public int dimension() {
        return dimension;
    }

    /** Number of probes. */
    public int count() {
        return count;
    }

    /** Room for the similarities of these probes and one panel after the other. */
    public PanelSimilarities similarities() {
        return new PanelSimilarities(count, paddedCount());
    }

    int paddedCount() {
        return (count + TILE - 1) / TILE * TILE;
    }

    float numberAt(int probe, int i) {
        return packed[(probe / TILE * dimension + i) * TILE + probe % TILE];
    }

    float[] packedNumbers() {
        return packed;
    }
}
