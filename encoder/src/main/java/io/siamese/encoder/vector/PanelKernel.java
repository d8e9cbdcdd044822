package io.siamese.encoder.vector;

/**
 * Compares many probes with a panel of templates at once. Thread-safe.
 *
 * <p>A panel holds up to {@value #WIDTH} templates as float {@code [d][64]}: number i of template j is at {@code 64·i + j},
 * so that one number of a probe meets 64 templates in consecutive memory. What stands in the lanes of templates that are
 * not there is compared too, and means nothing.
 *
 * <p>A similarity does not depend on the other probes of its block or on the other templates of its panel, to the bit.
 * Two kernels agree up to rounding: one may fuse multiplication and addition.
 */
public interface PanelKernel {
    /** Templates in a panel. */
    int WIDTH = 64;

    /** What is computed, for one pair. */
    Similarity similarity();

    /** {@code scalar}, or {@code vector} and its width in bits: for the log. */
    String name();

    /**
     * Compares every probe of a block with every template of a panel.
     *
     * @param probes block of n probes of d numbers
     * @param panel float {@code [d][64]}
     * @param result made by {@link ProbeBlock#similarities()} of this block; overwritten, but for its floors
     */
    void compare(ProbeBlock probes, float[] panel, PanelSimilarities result);
}
