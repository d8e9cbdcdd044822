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
    record Hit(TemplateRow row, float score) {}

    /** Arrays, because a search of a small gallery offers dozens of rows for each that stays. */
    private final TemplateRow[] rows;

    private final float[] scores;
    private int count;

    /** @param k greatest number of subjects, at least 1 */
    BestSubjects(int k) {
        rows = new TemplateRow[k];
        scores = new float[k];
    }

    /** A score below it changes nothing. */
    float scoreFloor() {
        return count < rows.length ? Float.NEGATIVE_INFINITY : scores[count - 1];
    }

    void offer(TemplateRow row, float score) {
        int same = indexOf(row.slot());
        // What is left out makes room: the subject's own row, or the last one where there are k.
        int free = same >= 0 ? same : Math.min(count, rows.length - 1);
        if (free < count && !isBetter(row, score, free)) {
            return;
        }
        int place = free;
        while (place > 0 && isBetter(row, score, place - 1)) {
            rows[place] = rows[place - 1];
            scores[place] = scores[place - 1];
            place--;
        }
        rows[place] = row;
        scores[place] = score;
        count = Math.max(count, free + 1);
    }

    private boolean isBetter(TemplateRow row, float score, int than) {
        int order = Float.compare(scores[than], score);
        order = order != 0 ? order : row.subject().compareTo(rows[than].subject());
        return (order != 0 ? order : row.exemplar().compareTo(rows[than].exemplar())) < 0;
    }

    /** Best first. */
    List<Hit> hits() {
        List<Hit> hits = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            hits.add(new Hit(rows[i], scores[i]));
        }
        return hits;
    }

    /** Of a subject's place among the means, which no other of its gallery has. */
    private int indexOf(int slot) {
        for (int i = 0; i < count; i++) {
            if (rows[i].slot() == slot) {
                return i;
            }
        }
        return -1;
    }
}
