package io.siamese.service.gallery;

import org.jspecify.annotations.Nullable;

/**
 * Dense numbers for subjects: a number that was given back is the next to be taken. Immutable.
 *
 * @param free numbers given back, latest first; null: none
 * @param end numbers taken or given back: all below it
 */
record Slots(@Nullable Free free, int end) {
    record Free(int slot, @Nullable Free next) {}

    static Slots none() {
        return new Slots(null, 0);
    }

    /** The number to be taken next. */
    int next() {
        return free == null ? end : free.slot();
    }

    Slots taken() {
        return free == null ? new Slots(null, end + 1) : new Slots(free.next(), end);
    }

    Slots givenBack(int slot) {
        return new Slots(new Free(slot, free), end);
    }
}
