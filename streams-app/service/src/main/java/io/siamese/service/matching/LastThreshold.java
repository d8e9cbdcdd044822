package io.siamese.service.matching;

import org.jspecify.annotations.Nullable;

/** Remembers the threshold that was looked up last: from probe to probe, neither gallery nor subject changes its size much. */
final class LastThreshold {
    interface Lookup {
        Threshold lookUp(int subjects, int exemplars);
    }

    private record Known(int subjects, int exemplars, Threshold threshold) {}

    private volatile @Nullable Known last;

    Threshold get(int subjects, int exemplars, Lookup lookup) {
        Known known = last;
        if (known == null || known.subjects() != subjects || known.exemplars() != exemplars) {
            known = new Known(subjects, exemplars, lookup.lookUp(subjects, exemplars));
            last = known;
        }
        return known.threshold();
    }
}
