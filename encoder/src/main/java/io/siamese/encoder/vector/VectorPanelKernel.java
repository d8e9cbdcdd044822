package io.siamese.encoder.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Compares by the Vector API. No other panel kernel names the API, and this class is loaded only where the JVM has its
 * module.
 *
 * <p>Sums of 6 probes by 4 vectors (512 bits, 32 registers) or by 2 (256 bits, 16 registers) stay in registers over all
 * of d. A step loads 4 vectors of templates and 6 numbers of probes for 24 multiply-adds, so the multiply-adds are what
 * it waits for. A panel of d = 128 is 32 KiB and stays in the first cache while the block's probes go by.
 *
 * <p>Indices are computed from the counter in each step: so the JIT sees that all of them are in range and checks them once
 * before the loop. With indices that are counted up beside it, JDK 25 checked every one and took a quarter longer.
 *
 * <p>The sums are stored one by one: with a helper that stores two of them the kernel ran at a quarter of the speed on
 * JDK 25, although the JIT inlined it.
 */
final class VectorPanelKernel implements PanelKernel {
    private static final VectorSpecies<Float> SPECIES =
            FloatVector.SPECIES_PREFERRED.length() >= 16 ? FloatVector.SPECIES_512 : FloatVector.SPECIES_256;
    private static final int LANES = SPECIES.length();
    private static final int TILE = ProbeBlock.TILE;

    private final Similarity similarity;

    VectorPanelKernel(Similarity similarity) {
        this.similarity = similarity;
    }

    /** Whether the machine has vectors of 256 bits or more; narrower ones the JIT uses as well by itself. */
    static boolean isWideEnough() {
        return FloatVector.SPECIES_PREFERRED.length() >= 8;
    }

    @Override
    public Similarity similarity() {
        return similarity;
    }

    @Override
    public String name() {
        return "vector-" + SPECIES.vectorBitSize();
    }

    @Override
    public void compare(ProbeBlock probes, float[] panel, PanelSimilarities result) {
        int d = probes.dimension();
        for (int p = 0; p < probes.paddedCount(); p += TILE) {
            if (similarity instanceof WeightedL1Similarity l1) {
                weightedL1(l1, probes.packedNumbers(), p * d, panel, d, result.values(), p * WIDTH);
            } else {
                dotProducts(probes.packedNumbers(), p * d, probes.count() - p, panel, d, result.values(), p * WIDTH);
            }
            for (int r = p; r < p + TILE; r++) {
                result.reached()[r] = reaches(result.values(), r * WIDTH, result.floors()[r]);
            }
        }
    }

    private static void dotProducts(
            float[] probes, int tile, int inTile, float[] panel, int d, float[] values, int to) {
        if (inTile == 1) {
            // Alone, a probe waits for memory; five zeros beside it would make it wait for arithmetic.
            for (int column = 0; column < WIDTH; column += 4 * LANES) {
                dotOneProbe(probes, tile, panel, column, d, values, to + column);
            }
        } else if (LANES == 16) {
            dotFourVectors(probes, tile, panel, d, values, to);
        } else {
            for (int column = 0; column < WIDTH; column += 2 * LANES) {
                dotTwoVectors(probes, tile, panel, column, d, values, to + column);
            }
        }
    }

    private static void weightedL1(
            WeightedL1Similarity l1, float[] probes, int tile, float[] panel, int d, float[] values, int to) {
        for (int column = 0; column < WIDTH; column += 2 * LANES) {
            distance2(probes, tile, panel, column, l1.weights(), values, to + column);
        }
        FloatVector bias = FloatVector.broadcast(SPECIES, l1.bias());
        for (int j = to; j < to + TILE * WIDTH; j += LANES) {
            bias.sub(FloatVector.fromArray(SPECIES, values, j)).intoArray(values, j);
        }
    }

    private static boolean reaches(float[] values, int from, float floor) {
        boolean below = true;
        for (int j = from; j < from + WIDTH; j += LANES) {
            below &= FloatVector.fromArray(SPECIES, values, j)
                    .compare(VectorOperators.LT, floor)
                    .allTrue();
        }
        return !below;
    }

    private static void dotOneProbe(
            float[] probes, int tile, float[] panel, int column, int d, float[] values, int to) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector a0 = zero, a1 = zero, a2 = zero, a3 = zero;
        for (int i = 0; i < d; i++) {
            int x = tile + i * TILE;
            int y = column + i * WIDTH;
            FloatVector p = FloatVector.broadcast(SPECIES, probes[x]);
            a0 = FloatVector.fromArray(SPECIES, panel, y).fma(p, a0);
            a1 = FloatVector.fromArray(SPECIES, panel, y + LANES).fma(p, a1);
            a2 = FloatVector.fromArray(SPECIES, panel, y + 2 * LANES).fma(p, a2);
            a3 = FloatVector.fromArray(SPECIES, panel, y + 3 * LANES).fma(p, a3);
        }
        a0.intoArray(values, to);
        a1.intoArray(values, to + LANES);
        a2.intoArray(values, to + 2 * LANES);
        a3.intoArray(values, to + 3 * LANES);
    }

    private static void dotFourVectors(float[] probes, int tile, float[] panel, int d, float[] values, int to) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector a00 = zero, a01 = zero, a02 = zero, a03 = zero;
        FloatVector a10 = zero, a11 = zero, a12 = zero, a13 = zero;
        FloatVector a20 = zero, a21 = zero, a22 = zero, a23 = zero;
        FloatVector a30 = zero, a31 = zero, a32 = zero, a33 = zero;
        FloatVector a40 = zero, a41 = zero, a42 = zero, a43 = zero;
        FloatVector a50 = zero, a51 = zero, a52 = zero, a53 = zero;
        for (int i = 0; i < d; i++) {
            int x = tile + i * TILE;
            int y = i * WIDTH;
            FloatVector t0 = FloatVector.fromArray(SPECIES, panel, y);
            FloatVector t1 = FloatVector.fromArray(SPECIES, panel, y + LANES);
            FloatVector t2 = FloatVector.fromArray(SPECIES, panel, y + 2 * LANES);
            FloatVector t3 = FloatVector.fromArray(SPECIES, panel, y + 3 * LANES);
            FloatVector p = FloatVector.broadcast(SPECIES, probes[x]);
            a00 = t0.fma(p, a00);
            a01 = t1.fma(p, a01);
            a02 = t2.fma(p, a02);
            a03 = t3.fma(p, a03);
            p = FloatVector.broadcast(SPECIES, probes[x + 1]);
            a10 = t0.fma(p, a10);
            a11 = t1.fma(p, a11);
            a12 = t2.fma(p, a12);
            a13 = t3.fma(p, a13);
            p = FloatVector.broadcast(SPECIES, probes[x + 2]);
            a20 = t0.fma(p, a20);
            a21 = t1.fma(p, a21);
            a22 = t2.fma(p, a22);
            a23 = t3.fma(p, a23);
            p = FloatVector.broadcast(SPECIES, probes[x + 3]);
            a30 = t0.fma(p, a30);
            a31 = t1.fma(p, a31);
            a32 = t2.fma(p, a32);
            a33 = t3.fma(p, a33);
            p = FloatVector.broadcast(SPECIES, probes[x + 4]);
            a40 = t0.fma(p, a40);
            a41 = t1.fma(p, a41);
            a42 = t2.fma(p, a42);
            a43 = t3.fma(p, a43);
            p = FloatVector.broadcast(SPECIES, probes[x + 5]);
            a50 = t0.fma(p, a50);
            a51 = t1.fma(p, a51);
            a52 = t2.fma(p, a52);
            a53 = t3.fma(p, a53);
        }
        a00.intoArray(values, to);
        a01.intoArray(values, to + LANES);
        a02.intoArray(values, to + 2 * LANES);
        a03.intoArray(values, to + 3 * LANES);
        a10.intoArray(values, to + WIDTH);
        a11.intoArray(values, to + WIDTH + LANES);
        a12.intoArray(values, to + WIDTH + 2 * LANES);
        a13.intoArray(values, to + WIDTH + 3 * LANES);
        a20.intoArray(values, to + 2 * WIDTH);
        a21.intoArray(values, to + 2 * WIDTH + LANES);
        a22.intoArray(values, to + 2 * WIDTH + 2 * LANES);
        a23.intoArray(values, to + 2 * WIDTH + 3 * LANES);
        a30.intoArray(values, to + 3 * WIDTH);
        a31.intoArray(values, to + 3 * WIDTH + LANES);
        a32.intoArray(values, to + 3 * WIDTH + 2 * LANES);
        a33.intoArray(values, to + 3 * WIDTH + 3 * LANES);
        a40.intoArray(values, to + 4 * WIDTH);
        a41.intoArray(values, to + 4 * WIDTH + LANES);
        a42.intoArray(values, to + 4 * WIDTH + 2 * LANES);
        a43.intoArray(values, to + 4 * WIDTH + 3 * LANES);
        a50.intoArray(values, to + 5 * WIDTH);
        a51.intoArray(values, to + 5 * WIDTH + LANES);
        a52.intoArray(values, to + 5 * WIDTH + 2 * LANES);
        a53.intoArray(values, to + 5 * WIDTH + 3 * LANES);
    }

    private static void dotTwoVectors(
            float[] probes, int tile, float[] panel, int column, int d, float[] values, int to) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector a00 = zero, a01 = zero;
        FloatVector a10 = zero, a11 = zero;
        FloatVector a20 = zero, a21 = zero;
        FloatVector a30 = zero, a31 = zero;
        FloatVector a40 = zero, a41 = zero;
        FloatVector a50 = zero, a51 = zero;
        for (int i = 0; i < d; i++) {
            int x = tile + i * TILE;
            int y = column + i * WIDTH;
            FloatVector t0 = FloatVector.fromArray(SPECIES, panel, y);
            FloatVector t1 = FloatVector.fromArray(SPECIES, panel, y + LANES);
            FloatVector p = FloatVector.broadcast(SPECIES, probes[x]);
            a00 = t0.fma(p, a00);
            a01 = t1.fma(p, a01);
            p = FloatVector.broadcast(SPECIES, probes[x + 1]);
            a10 = t0.fma(p, a10);
            a11 = t1.fma(p, a11);
            p = FloatVector.broadcast(SPECIES, probes[x + 2]);
            a20 = t0.fma(p, a20);
            a21 = t1.fma(p, a21);
            p = FloatVector.broadcast(SPECIES, probes[x + 3]);
            a30 = t0.fma(p, a30);
            a31 = t1.fma(p, a31);
            p = FloatVector.broadcast(SPECIES, probes[x + 4]);
            a40 = t0.fma(p, a40);
            a41 = t1.fma(p, a41);
            p = FloatVector.broadcast(SPECIES, probes[x + 5]);
            a50 = t0.fma(p, a50);
            a51 = t1.fma(p, a51);
        }
        a00.intoArray(values, to);
        a01.intoArray(values, to + LANES);
        a10.intoArray(values, to + WIDTH);
        a11.intoArray(values, to + WIDTH + LANES);
        a20.intoArray(values, to + 2 * WIDTH);
        a21.intoArray(values, to + 2 * WIDTH + LANES);
        a30.intoArray(values, to + 3 * WIDTH);
        a31.intoArray(values, to + 3 * WIDTH + LANES);
        a40.intoArray(values, to + 4 * WIDTH);
        a41.intoArray(values, to + 4 * WIDTH + LANES);
        a50.intoArray(values, to + 5 * WIDTH);
        a51.intoArray(values, to + 5 * WIDTH + LANES);
    }

    private static void distance2(
            float[] probes, int tile, float[] panel, int column, float[] weights, float[] values, int to) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector a00 = zero, a01 = zero;
        FloatVector a10 = zero, a11 = zero;
        FloatVector a20 = zero, a21 = zero;
        FloatVector a30 = zero, a31 = zero;
        FloatVector a40 = zero, a41 = zero;
        FloatVector a50 = zero, a51 = zero;
        for (int i = 0; i < weights.length; i++) {
            int x = tile + i * TILE;
            int y = column + i * WIDTH;
            FloatVector t0 = FloatVector.fromArray(SPECIES, panel, y);
            FloatVector t1 = FloatVector.fromArray(SPECIES, panel, y + LANES);
            FloatVector w = FloatVector.broadcast(SPECIES, weights[i]);
            FloatVector p = FloatVector.broadcast(SPECIES, probes[x]);
            a00 = t0.sub(p).abs().fma(w, a00);
            a01 = t1.sub(p).abs().fma(w, a01);
            p = FloatVector.broadcast(SPECIES, probes[x + 1]);
            a10 = t0.sub(p).abs().fma(w, a10);
            a11 = t1.sub(p).abs().fma(w, a11);
            p = FloatVector.broadcast(SPECIES, probes[x + 2]);
            a20 = t0.sub(p).abs().fma(w, a20);
            a21 = t1.sub(p).abs().fma(w, a21);
            p = FloatVector.broadcast(SPECIES, probes[x + 3]);
            a30 = t0.sub(p).abs().fma(w, a30);
            a31 = t1.sub(p).abs().fma(w, a31);
            p = FloatVector.broadcast(SPECIES, probes[x + 4]);
            a40 = t0.sub(p).abs().fma(w, a40);
            a41 = t1.sub(p).abs().fma(w, a41);
            p = FloatVector.broadcast(SPECIES, probes[x + 5]);
            a50 = t0.sub(p).abs().fma(w, a50);
            a51 = t1.sub(p).abs().fma(w, a51);
        }
        a00.intoArray(values, to);
        a01.intoArray(values, to + LANES);
        a10.intoArray(values, to + WIDTH);
        a11.intoArray(values, to + WIDTH + LANES);
        a20.intoArray(values, to + 2 * WIDTH);
        a21.intoArray(values, to + 2 * WIDTH + LANES);
        a30.intoArray(values, to + 3 * WIDTH);
        a31.intoArray(values, to + 3 * WIDTH + LANES);
        a40.intoArray(values, to + 4 * WIDTH);
        a41.intoArray(values, to + 4 * WIDTH + LANES);
        a50.intoArray(values, to + 5 * WIDTH);
        a51.intoArray(values, to + 5 * WIDTH + LANES);
    }
}
