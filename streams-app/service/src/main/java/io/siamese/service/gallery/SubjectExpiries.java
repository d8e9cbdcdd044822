package io.siamese.service.gallery;

import java.util.Arrays;

/**
 * Counts the subjects that are still valid at a given time. Keeps each subject's end in a sorted array. Immutable: a
 * change returns another value.
 *
 * <p>The latest changes stay in two short lists beside the array. They are merged into it when they outgrow the square
 * root of its length, so that a change copies few numbers even when a million subjects have an end.
 */
final class SubjectExpiries {
    private static final int LEAST_MERGED = 64;
    private static final long[] NOTHING = {};

    private final int withoutEnd;
    private final long[] sorted;
    private final long[] added;
    private final long[] removed;

    private SubjectExpiries(int withoutEnd, long[] sorted, long[] added, long[] removed) {
        this.withoutEnd = withoutEnd;
        this.sorted = sorted;
        this.added = added;
        this.removed = removed;
    }

    static SubjectExpiries none() {
        return new SubjectExpiries(0, NOTHING, NOTHING, NOTHING);
    }

    /** Number of subjects that end after an instant, in milliseconds. */
    int countValidAfter(long at) {
        return withoutEnd + countSortedAfter(at) + countAfter(added, at) - countAfter(removed, at);
    }

    /** With one more subject that ends at an instant; {@link Long#MAX_VALUE} means that it never ends. */
    SubjectExpiries plusEnd(long end) {
        return end == Long.MAX_VALUE
                ? new SubjectExpiries(withoutEnd + 1, sorted, added, removed)
                : mergeIfLong(append(added, end), removed);
    }

    /** With one subject fewer of those that end at an instant; there must be one. */
    SubjectExpiries minusEnd(long end) {
        return end == Long.MAX_VALUE
                ? new SubjectExpiries(withoutEnd - 1, sorted, added, removed)
                : mergeIfLong(added, append(removed, end));
    }

    private SubjectExpiries mergeIfLong(long[] nowAdded, long[] nowRemoved) {
        if (nowAdded.length + nowRemoved.length <= LEAST_MERGED + Math.sqrt(sorted.length)) {
            return new SubjectExpiries(withoutEnd, sorted, nowAdded, nowRemoved);
        }
        long[] all = Arrays.copyOf(sorted, sorted.length + nowAdded.length);
        System.arraycopy(nowAdded, 0, all, sorted.length, nowAdded.length);
        Arrays.sort(all);
        Arrays.sort(nowRemoved);
        return new SubjectExpiries(withoutEnd, difference(all, nowRemoved), NOTHING, NOTHING);
    }

    /** Both are sorted, and all of {@code removed} is in {@code all}. */
    private static long[] difference(long[] all, long[] removed) {
        long[] left = new long[all.length - removed.length];
        int kept = 0;
        int gone = 0;
        for (long end : all) {
            if (gone < removed.length && removed[gone] == end) {
                gone++;
            } else {
                left[kept++] = end;
            }
        }
        return left;
    }

    private int countSortedAfter(long at) {
        int from = 0;
        int to = sorted.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (sorted[middle] > at) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return sorted.length - from;
    }

    private static int countAfter(long[] ends, long at) {
        int count = 0;
        for (long end : ends) {
            count += end > at ? 1 : 0;
        }
        return count;
    }

    private static long[] append(long[] ends, long end) {
        long[] more = Arrays.copyOf(ends, ends.length + 1);
        more[ends.length] = end;
        return more;
    }
}
