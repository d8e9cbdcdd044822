package io.siamese.trainer.model;

/**
 * What training minimises: the symmetric softmax over scaled cosines.
 *
 * @param scale multiplies the cosines
 * @param margin is taken off the cosine of partners, in [0, 1)
 */
public record Objective(double scale, double margin) {

    public Objective {
        if (!(scale > 0) || !(margin >= 0 && margin < 1)) {
            throw new IllegalArgumentException(
                    "objective: scale > 0 and 0 <= margin < 1, got " + scale + " and " + margin);
        }
    }

    /** Scale 14, no margin. */
    public static Objective standard() {
        return new Objective(14, 0);
    }
}
