package io.siamese.service.gallery;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Where the exemplars of one subject are.
 *
 * @param slot its place among the means, as long as it is enrolled
 * @param rows of its templates, in no order; not to be changed
 */
record Enrolled(int slot, int[] rows) {
    private static final int[] NONE = {};

    static Enrolled none(int slot) {
        return new Enrolled(slot, NONE);
    }

    Enrolled plus(int row) {
        int[] more = Arrays.copyOf(rows, rows.length + 1);
        more[rows.length] = row;
        return new Enrolled(slot, more);
    }

    Enrolled without(int row) {
        return new Enrolled(
                slot, IntStream.of(rows).filter(other -> other != row).toArray());
    }

    Enrolled moved(int from, int to) {
        return new Enrolled(
                slot, IntStream.of(rows).map(row -> row == from ? to : row).toArray());
    }
}
