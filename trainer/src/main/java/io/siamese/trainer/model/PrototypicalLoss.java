package io.siamese.trainer.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Prototypical episodes (Snell, Swersky and Zemel 2017, equations 1 and 2): the prototype of a class is the mean of its
 * rows of {@code a} (the support), and every row of {@code b} (a query) must find its own class by
 * {@code softmax(−s ‖b_i − c_k‖²)} over all classes of the batch: the mean cross-entropy of the queries.
 *
 * <p>The paper's embeddings have any length and s is 1; unit vectors are at most 2 apart, so they need a scale.
 */
final class PrototypicalLoss implements PairedLoss {

    private final double scale;

    /** @param scale s */
    PrototypicalLoss(double scale) {
        this.scale = scale;
    }

    @Override
    public NDArray computeLoss(NDArray a, NDArray b, int[] classes) {
        Map<Integer, List<Integer>> rows = new LinkedHashMap<>();
        for (int i = 0; i < classes.length; i++) {
            rows.computeIfAbsent(classes[i], any -> new ArrayList<>()).add(i);
        }
        int n = classes.length;
        float[] means = new float[rows.size() * n];
        float[] own = new float[rows.size() * n];
        int k = 0;
        for (List<Integer> members : rows.values()) {
            for (int row : members) {
                means[k * n + row] = 1f / members.size();
                own[row * rows.size() + k] = 1;
            }
            k++;
        }
        NDArray prototypes = a.getManager().create(means, new Shape(k, n)).matMul(a);
        NDArray logits = PairDistances.squared(b, prototypes).mul((float) -scale);
        return logits.logSoftmax(1)
                .mul(a.getManager().create(own, new Shape(n, k)))
                .sum()
                .mul(-1f / n);
    }
}
