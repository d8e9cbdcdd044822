package io.siamese.testbed.bench;

import java.util.SplittableRandom;

/** Makes vectors of random direction. */
final class RandomVectors {
    private RandomVectors() {}

    /** Of unit length. */
    static float[] unitVector(SplittableRandom random, int dimension) {
        float[] numbers = new float[dimension];
        double square = 0;
        for (int i = 0; i < dimension; i++) {
            // Sums of uniform numbers are near enough to normal ones, and a good deal faster.
            double number = random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5;
            numbers[i] = (float) number;
            square += number * number;
        }
        float length = (float) Math.sqrt(square);
        for (int i = 0; i < dimension; i++) {
            numbers[i] /= length;
        }
        return numbers;
    }
}
