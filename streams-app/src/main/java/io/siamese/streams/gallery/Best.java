package io.siamese.streams.gallery;

import io.siamese.streams.matching.Candidate;
import java.util.ArrayList;
import java.util.List;

/** The k subjects of greatest similarity so far, best first; equal ones by name, so that the order is the data's. */
final class Best {
    private record Hit(Row row, float similarity) {
        boolean isBetterThan(Hit other) {
            int order = Float.compare(other.similarity, similarity);
            order = order != 0 ? order : row.subject().compareTo(other.row.subject());
            return (order != 0 ? order : row.exemplar().compareTo(other.row.exemplar())) < 0;
        }
    }

    private final int k;
    private final List<Hit> found = new ArrayList<>();

    /** @param k greatest number of subjects, at least 1 */
    Best(int k) {
        this.k = k;
    }

    /** A similarity below it changes nothing. */
    float floor() {
        return found.size() < k ? Float.NEGATIVE_INFINITY : found.get(k - 1).similarity();
    }

    void offer(Row row, float similarity) {
        Hit offered = new Hit(row, similarity);
        int same = indexOf(row.subject());
        if (same >= 0) {
            if (!offered.isBetterThan(found.get(same))) {
                return;
            }
            found.remove(same);
        }
        int place = found.size();
        while (place > 0 && offered.isBetterThan(found.get(place - 1))) {
            place--;
        }
        found.add(place, offered);
        if (found.size() > k) {
            found.remove(k);
        }
    }

    /** The candidates, each with the number of its subject's exemplars that are compared at a time. */
    List<Candidate> candidates(Gallery gallery, long at) {
        List<Candidate> candidates = new ArrayList<>(found.size());
        for (Hit hit : found) {
            Row row = hit.row();
            candidates.add(new Candidate(
                    row.subject(),
                    row.exemplar(),
                    hit.similarity(),
                    hit.similarity(),
                    gallery.compared(row.subject(), at)));
        }
        return candidates;
    }

    private int indexOf(String subject) {
        for (int i = 0; i < found.size(); i++) {
            if (found.get(i).row().subject().equals(subject)) {
                return i;
            }
        }
        return -1;
    }
}
