package io.siamese.encoder.vector;

import java.util.Arrays;

/**
 * Holds the similarities of a block of probes and one panel, and says which probes have any above their floor. So a
 * search for the best few reads a handful of similarities, and not all. Not thread-safe.
 */
public final class PanelSimilarities {
    private final float[] values;
    private final float[] floors;
    private final boolean[] reached;

    PanelSimilarities(int count, int paddedCount) {
        values = new float[paddedCount * PanelKernel.WIDTH];
        floors = new float[paddedCount];
        reached = new boolean[paddedCount];
        Arrays.fill(floors, 0, count, Float.NEGATIVE_INFINITY);
        Arrays.fill(floors, count, paddedCount, Float.POSITIVE_INFINITY);
    }

    /** Similarity of a probe and a template of the panel that was last compared. */
    public float of(int probe, int template) {
        return values[probe * PanelKernel.WIDTH + template];
    }

    /** Whether a similarity of the probe is at or above its floor, in any lane. Not a number counts as above. */
    public boolean reached(int probe) {
        return reached[probe];
    }

    /** Sets from where on a probe's similarities matter; negative infinity at first. */
    public void setFloor(int probe, float similarity) {
        floors[probe] = similarity;
    }

    float[] values() {
        return values;
    }

    float[] floors() {
        return floors;
    }

    boolean[] reached() {
        return reached;
    }
}
