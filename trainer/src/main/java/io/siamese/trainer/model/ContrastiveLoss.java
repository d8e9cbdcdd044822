package io.siamese.trainer.model;

import ai.djl.ndarray.NDArray;

/**
 * The contrastive loss of Hadsell, Chopra and LeCun 2006 (equation 4): ½ D² for a mated pair and ½ max(0, m − D)² for a
 * non-mated one, D the Euclidean distance. Mated are the partners (a_i, b_i), non-mated all (a_i, b_j) of different classes;
 * the mean over each kind, added, so that the many non-mated pairs do not drown the few mated ones.
 */
final class ContrastiveLoss implements PairedLoss {

    // D has no derivative at 0, where a square root's is infinite.
    private static final float TINY = 1e-12f;

    private final double margin;

    /** @param margin m: distance from which non-mated pairs are left alone; unit vectors are at most 2 apart */
    ContrastiveLoss(double margin) {
        this.margin = margin;
    }

    @Override
    public NDArray computeLoss(NDArray a, NDArray b, int[] classes) {
        NDArray squared = PairDistances.squared(a, b);
        NDArray different = PairDistances.different(a.getManager(), classes);
        NDArray mated = squared.mul(a.getManager().eye(classes.length)).sum().mul(0.5f / classes.length);
        NDArray room =
                squared.add(TINY).sqrt().neg().add((float) margin).maximum(0).square();
        float pairs = Math.max(1, different.sum().getFloat());
        return mated.add(room.mul(different).sum().mul(0.5f / pairs));
    }
}
