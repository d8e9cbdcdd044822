package io.siamese.encoder.vector;

import java.util.Arrays;

/**
 * Compares in plain Java. The faster kernel is tested against it, and it serves where the faster one cannot be loaded.
 */
final class ScalarPanelKernel implements PanelKernel {
    private final Similarity similarity;

    ScalarPanelKernel(Similarity similarity) {
        this.similarity = similarity;
    }

    @Override
    public Similarity similarity() {
        return similarity;
    }

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public void compare(ProbeBlock probes, float[] panel, PanelSimilarities result) {
        for (int p = 0; p < probes.count(); p++) {
            if (similarity instanceof WeightedL1Similarity l1) {
                weightedL1(l1, probes, p, panel, result.values());
            } else {
                dotProducts(probes, p, panel, result.values());
            }
            result.reached()[p] = reaches(result.values(), p * WIDTH, result.floors()[p]);
        }
    }

    // Both walk along the panel's rows: the inner loop has no carried sum, so that the JIT can widen it by itself.

    private static void dotProducts(ProbeBlock probes, int p, float[] panel, float[] values) {
        int to = p * WIDTH;
        Arrays.fill(values, to, to + WIDTH, 0);
        for (int i = 0; i < probes.dimension(); i++) {
            float number = probes.numberAt(p, i);
            for (int j = 0; j < WIDTH; j++) {
                values[to + j] += number * panel[i * WIDTH + j];
            }
        }
    }

    private static void weightedL1(
            WeightedL1Similarity similarity, ProbeBlock probes, int p, float[] panel, float[] values) {
        int to = p * WIDTH;
        Arrays.fill(values, to, to + WIDTH, 0);
        for (int i = 0; i < probes.dimension(); i++) {
            float number = probes.numberAt(p, i);
            float weight = similarity.weight(i);
            for (int j = 0; j < WIDTH; j++) {
                values[to + j] += weight * Math.abs(number - panel[i * WIDTH + j]);
            }
        }
        for (int j = 0; j < WIDTH; j++) {
            values[to + j] = similarity.bias() - values[to + j];
        }
    }

    private static boolean reaches(float[] values, int from, float floor) {
        for (int j = from; j < from + WIDTH; j++) {
            if (!(values[j] < floor)) {
                return true;
            }
        }
        return false;
    }
}
