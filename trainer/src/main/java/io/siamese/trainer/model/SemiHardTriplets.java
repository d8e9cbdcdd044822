package io.siamese.trainer.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * The triplet loss of FaceNet (Schroff, Kalenichenko and Philbin 2015, equation 2, mining of section 3.2): the mean over
 * anchors a_i of {@code max(0, ‖a_i − b_i‖² − ‖a_i − b_j‖² + α)}. The negative b_j is semi-hard: the nearest of another
 * class that is farther than the positive; where none is, the farthest of all. Choosing has no gradient.
 */
final class SemiHardTriplets implements PairedLoss {

    private final double margin;

    /** @param margin α, a difference of squared distances */
    SemiHardTriplets(double margin) {
        this.margin = margin;
    }

    @Override
    public NDArray computeLoss(NDArray a, NDArray b, int[] classes) {
        int n = classes.length;
        NDArray squared = PairDistances.squared(a, b);
        NDArray chosen = a.getManager().create(chooseNegatives(squared.toFloatArray(), classes), new Shape(n, n));
        // An anchor without a negative has no triplet.
        NDArray has = chosen.sum(new int[] {1});
        NDArray positive = squared.mul(a.getManager().eye(n)).sum(new int[] {1});
        NDArray negative = squared.mul(chosen).sum(new int[] {1});
        NDArray losses = positive.sub(negative).add((float) margin).maximum(0).mul(has);
        return losses.sum().div(Math.max(1, has.sum().getFloat()));
    }

    /** 1 at each anchor's negative. */
    private static float[] chooseNegatives(float[] squared, int[] classes) {
        int n = classes.length;
        float[] chosen = new float[n * n];
        for (int i = 0; i < n; i++) {
            int negative = negative(squared, classes, i);
            if (negative >= 0) {
                chosen[i * n + negative] = 1;
            }
        }
        return chosen;
    }

    private static int negative(float[] squared, int[] classes, int anchor) {
        int n = classes.length;
        float positive = squared[anchor * n + anchor];
        int semiHard = -1;
        int farthest = -1;
        for (int j = 0; j < n; j++) {
            if (classes[j] == classes[anchor]) {
                continue;
            }
            float distance = squared[anchor * n + j];
            if (distance > positive && (semiHard < 0 || distance < squared[anchor * n + semiHard])) {
                semiHard = j;
            }
            if (farthest < 0 || distance > squared[anchor * n + farthest]) {
                farthest = j;
            }
        }
        return semiHard >= 0 ? semiHard : farthest;
    }
}
