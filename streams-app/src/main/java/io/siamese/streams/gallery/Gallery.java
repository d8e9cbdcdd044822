package io.siamese.streams.gallery;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The templates of one gallery and one encoder. Immutable: a change gives another version and shares what it leaves. */
final class Gallery {
    private static final int[] NONE = {};

    private final Panels panels;
    private final NameMap<int[]> rowsBySubject;

    Gallery(int dimension) {
        this(new Panels(dimension), new NameMap<>());
    }

    private Gallery(Panels panels, NameMap<int[]> rowsBySubject) {
        this.panels = panels;
        this.rowsBySubject = rowsBySubject;
    }

    boolean isEmpty() {
        return panels.size() == 0;
    }

    int templates() {
        return panels.size();
    }

    int subjects() {
        return rowsBySubject.size();
    }

    Panels panels() {
        return panels;
    }

    /** Rows of a subject's exemplars, in no order; not to be changed. */
    int[] rows(String subject) {
        int[] rows = rowsBySubject.get(subject);
        return rows == null ? NONE : rows;
    }

    /** With a template added, or replaced. */
    Gallery with(GalleryTemplate template) {
        int[] rows = rows(template.subject());
        Row row = Row.of(template);
        if (rows.length > 0) {
            row = row.withSubject(panels.row(rows[0]).subject());
        }
        int existing = find(rows, template.exemplar());
        if (existing >= 0) {
            return new Gallery(panels.with(existing, row, template.embedding()), rowsBySubject);
        }
        int[] more = Arrays.copyOf(rows, rows.length + 1);
        more[rows.length] = panels.size();
        return new Gallery(panels.plus(row, template.embedding()), rowsBySubject.with(row.subject(), more));
    }

    /** Number of a subject's exemplars that are compared at a time. */
    int compared(String subject, long at) {
        return (int) IntStream.of(rows(subject))
                .filter(row -> panels.row(row).isComparedAt(at))
                .count();
    }

    /** Without a template, if it is there. */
    Gallery without(String subject, String exemplar) {
        int row = find(rows(subject), exemplar);
        if (row < 0) {
            return this;
        }
        int[] fewer = IntStream.of(rows(subject)).filter(other -> other != row).toArray();
        NameMap<int[]> map = fewer.length == 0 ? rowsBySubject.without(subject) : rowsBySubject.with(subject, fewer);
        int last = panels.size() - 1;
        return new Gallery(panels.without(row), row == last ? map : moved(map, panels.row(last), last, row));
    }

    private static NameMap<int[]> moved(NameMap<int[]> map, Row template, int from, int to) {
        int[] rows = map.get(template.subject());
        return map.with(
                template.subject(),
                IntStream.of(rows).map(row -> row == from ? to : row).toArray());
    }

    private int find(int[] rows, String exemplar) {
        for (int row : rows) {
            if (panels.row(row).exemplar().equals(exemplar)) {
                return row;
            }
        }
        return -1;
    }
}
