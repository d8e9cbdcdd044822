package io.siamese.service.gallery;

import org.jspecify.annotations.Nullable;

/**
 * Dense numbers for subjects: a number that was given back is the next to be taken. Immutable.
 *
 * @param free numbers given back, latest first; null: none
 * @param end numbers taken or given back: all below it
 */
record SubjectSlots(@Nullable Free free, int end) {
    record Free(int slot, @Nullable Free next) {}

    static SubjectSlots none() {
        return new SubjectSlots(null, 0);
    }

    /** The number to be taken next. */
    int nextFree() {
        return free == null ? end : free.slot();
    }

    SubjectSlots withNextTaken() {
        return free == null ? new SubjectSlots(null, end + 1) : new SubjectSlots(free.next(), end);
    }

    SubjectSlots withGivenBack(int slot) {
        return new SubjectSlots(new Free(slot, free), end);
    }
}
