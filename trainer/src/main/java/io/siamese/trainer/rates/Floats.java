package io.siamese.trainer.rates;

import java.util.Arrays;

/** A growing array of floats: millions of scores, unboxed. */
final class Floats {

    private float[] values = new float[1024];
    private int size;

    void add(float value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    float[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
