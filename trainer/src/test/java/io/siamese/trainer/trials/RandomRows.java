package io.siamese.trainer.trials;

import io.siamese.encoder.vector.Similarity;
import java.util.Random;

/** Embeddings that were never images: drawn around a centre. */
public final class RandomRows {

    private RandomRows() {}

    public static float[] gaussian(Random random, float[] mean, double deviation) {
        float[] row = new float[mean.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) (mean[i] + deviation * random.nextGaussian());
        }
        return row;
    }

    /** The row itself, brought to length 1. */
    public static float[] toUnitLength(float[] row) {
        double length = Math.sqrt(Similarity.cosine().of(row, row));
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) (row[i] / length);
        }
        return row;
    }
}
