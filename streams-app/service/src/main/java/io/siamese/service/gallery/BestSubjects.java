package io.siamese.service.gallery;

import java.util.ArrayList;
import java.util.List;

/** The k subjects of greatest score so far, best first; equal ones by name, so that the order is the data's. */
final class BestSubjects {
    /**
     * A subject that was found.
     *
     * @param row of its best template, or of its mean
     * @param score what it was ranked by
     */
    record Hit(TemplateRow row, float score) {
        boolean isBetterThan(Hit other) {
            int order = Float.compare(other.score, score);
            order = order != 0 ? order : row.subject().compareTo(other.row.subject());
            return (order != 0 ? order : row.exemplar().compareTo(other.row.exemplar())) < 0;
        }
    }

    private final int k;
    private final List<Hit> found = new ArrayList<>();

    /** @param k greatest number of subjects, at least 1 */
    BestSubjects(int k) {
        this.k = k;
    }

    /** A score below it changes nothing. */
    float scoreFloor() {
        return found.size() < k ? Float.NEGATIVE_INFINITY : found.get(k - 1).score();
    }

    void offer(TemplateRow row, float score) {
        Hit offered = new Hit(row, score);
        int same = indexOf(row.slot());
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

    /** Best first. */
    List<Hit> hits() {
        return List.copyOf(found);
    }

    /** Of a subject's place among the means, which no other of its gallery has. */
    private int indexOf(int slot) {
        for (int i = 0; i < found.size(); i++) {
            if (found.get(i).row().slot() == slot) {
                return i;
            }
        }
        return -1;
    }
}
