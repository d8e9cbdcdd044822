package io.siamese.service.gallery;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Lists the rows of one subject's exemplars.
 *
 * @param slot its place among the means, as long as it is enrolled
 * @param rows of its templates, in no order; not to be changed
 */
record SubjectRows(int slot, int[] rows) {
    private static final int[] NONE = {};

    static SubjectRows noRows(int slot) {
        return new SubjectRows(slot, NONE);
    }

    SubjectRows plusRow(int row) {
        int[] more = Arrays.copyOf(rows, rows.length + 1);
        more[rows.length] = row;
        return new SubjectRows(slot, more);
    }

    SubjectRows withoutRow(int row) {
        return new SubjectRows(
                slot, IntStream.of(rows).filter(other -> other != row).toArray());
    }

    SubjectRows withMovedRow(int from, int to) {
        return new SubjectRows(
                slot, IntStream.of(rows).map(row -> row == from ? to : row).toArray());
    }
}
