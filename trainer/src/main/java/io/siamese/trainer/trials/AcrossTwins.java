package io.siamese.trainer.trials;

/**
 * The cosine between what one twin makes of the exemplar and what the other makes of the probe. An image stands for
 * {@code [first twin's | second twin's]}, so that score(a, b) and score(b, a) differ unless the twins are one.
 *
 * @param dimension of one twin's embedding
 */
public record AcrossTwins(int dimension) implements Scorer {

    @Override
    public float score(float[] probe, float[] exemplar) {
        float sum = 0;
        for (int i = 0; i < dimension; i++) {
            sum += probe[dimension + i] * exemplar[i];
        }
        return sum;
    }
}
