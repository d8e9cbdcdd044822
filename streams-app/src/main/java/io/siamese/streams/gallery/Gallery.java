package io.siamese.streams.gallery;

import io.siamese.events.ExemplarKind;
import io.siamese.streams.matching.Candidate;
import io.siamese.streams.matching.Candidates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The templates of one gallery and one encoder. Not thread-safe: {@link Galleries} guards it. */
final class Gallery {
    /** What a row is compared for; the numbers are in the panels. */
    private record Row(String subject, String exemplar, boolean compared, long validUntil) {}

    private final Panels panels;
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Map<String, Integer>> rowsBySubject = new HashMap<>();

    Gallery(int dimension) {
        panels = new Panels(dimension);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    int templates() {
        return rows.size();
    }

    int subjects() {
        return rowsBySubject.size();
    }

    void put(GalleryTemplate template) {
        Row row = new Row(
                template.subject(),
                template.exemplar(),
                template.kind() == ExemplarKind.POSITIVE,
                template.validUntil());
        Map<String, Integer> ofSubject = rowsBySubject.computeIfAbsent(template.subject(), s -> new HashMap<>());
        Integer existing = ofSubject.get(template.exemplar());
        if (existing == null) {
            ofSubject.put(template.exemplar(), panels.add(template.embedding()));
            rows.add(row);
        } else {
            panels.set(existing, template.embedding());
            rows.set(existing, row);
        }
    }

    void remove(String subject, String exemplar) {
        Map<String, Integer> ofSubject = rowsBySubject.get(subject);
        Integer row = ofSubject == null ? null : ofSubject.remove(exemplar);
        if (row == null) {
            return;
        }
        if (ofSubject.isEmpty()) {
            rowsBySubject.remove(subject);
        }
        panels.remove(row);
        Row last = rows.remove(rows.size() - 1);
        if (row < rows.size()) {
            rows.set(row, last);
            rowsBySubject.get(last.subject()).put(last.exemplar(), row);
        }
    }

    /** Compares with the claimed subject's exemplars, or with everybody's where nothing is claimed. */
    Candidates search(float[] probe, @Nullable String claimedSubject, int k, long at) {
        return claimedSubject == null ? identify(probe, k, at) : verify(probe, claimedSubject, at);
    }

    private Candidates verify(float[] probe, String subject, long at) {
        Best best = new Best(1);
        int compared = 0;
        for (int row : rowsBySubject.getOrDefault(subject, Map.of()).values()) {
            if (isCompared(rows.get(row), at)) {
                best.offer(rows.get(row), dot(probe, panels.get(row)));
                compared++;
            }
        }
        return compared == 0
                ? Candidates.none(Candidates.Kind.UNKNOWN_SUBJECT, subjects())
                : new Candidates(Candidates.Kind.VERIFICATION, best.candidates(), subjects());
    }

    private Candidates identify(float[] probe, int k, long at) {
        Best best = new Best(k);
        float[] dots = panels.dots(probe);
        for (int row = 0; row < dots.length; row++) {
            if (best.wants(dots[row]) && isCompared(rows.get(row), at)) {
                best.offer(rows.get(row), dots[row]);
            }
        }
        List<Candidate> candidates = best.candidates();
        return candidates.isEmpty()
                ? Candidates.none(Candidates.Kind.UNKNOWN_GALLERY, subjects())
                : new Candidates(Candidates.Kind.IDENTIFICATION, candidates, subjects());
    }

    private static boolean isCompared(Row row, long at) {
        return row.compared() && at < row.validUntil();
    }

    private static float dot(float[] a, float[] b) {
        float sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** The k subjects of greatest similarity so far, best first; equal ones by name, so that the order is the data's. */
    private final class Best {
        private final int k;
        private final List<Candidate> found = new ArrayList<>();

        Best(int k) {
            this.k = k;
        }

        boolean wants(float similarity) {
            return found.size() < k || similarity >= found.get(k - 1).similarity();
        }

        void offer(Row row, float similarity) {
            Candidate offered = new Candidate(
                    row.subject(),
                    row.exemplar(),
                    similarity,
                    similarity,
                    rowsBySubject.get(row.subject()).size());
            int same = indexOf(row.subject());
            if (same >= 0 && !isBetter(offered, found.get(same))) {
                return;
            }
            if (same >= 0) {
                found.remove(same);
            }
            int place = 0;
            while (place < found.size() && isBetter(found.get(place), offered)) {
                place++;
            }
            found.add(place, offered);
            if (found.size() > k) {
                found.remove(k);
            }
        }

        List<Candidate> candidates() {
            return found;
        }

        private int indexOf(String subject) {
            for (int i = 0; i < found.size(); i++) {
                if (found.get(i).subject().equals(subject)) {
                    return i;
                }
            }
            return -1;
        }

        private static boolean isBetter(Candidate a, Candidate b) {
            int order = Float.compare(b.similarity(), a.similarity());
            order = order != 0 ? order : a.subject().compareTo(b.subject());
            return (order != 0 ? order : a.exemplar().compareTo(b.exemplar())) < 0;
        }
    }
}
