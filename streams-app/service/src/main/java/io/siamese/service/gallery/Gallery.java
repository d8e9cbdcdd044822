package io.siamese.service.gallery;

import io.siamese.encoder.vector.Similarity;
import io.siamese.events.ExemplarKind;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The templates of one gallery and one encoder. Immutable: a change gives another version and shares what it leaves. */
final class Gallery {
    private static final int[] NONE = {};

    private final int dimension;
    private final Panels panels;
    private final NameMap<Enrolled> subjects;
    private final Slots slots;
    private final Expiries expiries;
    /** By slot: the mean of each subject's positive templates; null while nobody asks for it. */
    private final @Nullable Panels means;

    Gallery(int dimension) {
        this(dimension, new Panels(dimension), new NameMap<>(), Slots.none(), Expiries.none(), null);
    }

    private Gallery(
            int dimension,
            Panels panels,
            NameMap<Enrolled> subjects,
            Slots slots,
            Expiries expiries,
            @Nullable Panels means) {
        this.dimension = dimension;
        this.panels = panels;
        this.subjects = subjects;
        this.slots = slots;
        this.expiries = expiries;
        this.means = means;
    }

    boolean isEmpty() {
        return panels.size() == 0;
    }

    int templates() {
        return panels.size();
    }

    /** Number of subjects with a positive exemplar that is compared at a time. */
    int candidates(long at) {
        return expiries.after(at);
    }

    Panels panels() {
        return panels;
    }

    /** One more than the greatest slot of a subject. */
    int slots() {
        return slots.end();
    }

    boolean hasMeans() {
        return means != null;
    }

    /** Means by slot. A mean is one until its row's validUntil; then an exemplar in it has expired. */
    Panels means() {
        if (means == null) {
            throw new IllegalStateException("this gallery keeps no means");
        }
        return means;
    }

    /** Rows of a subject's exemplars, in no order; not to be changed. */
    int[] rows(String subject) {
        Enrolled enrolled = subjects.get(subject);
        return enrolled == null ? NONE : enrolled.rows();
    }

    /** Whether there is a template of this name. */
    boolean holds(String subject, String exemplar) {
        return find(rows(subject), exemplar) >= 0;
    }

    /** Number of a subject's exemplars that are compared at a time. */
    int compared(String subject, long at) {
        int compared = 0;
        for (int row : rows(subject)) {
            compared += panels.row(row).isComparedAt(at) ? 1 : 0;
        }
        return compared;
    }

    /** With the means of all subjects, or without any. */
    Gallery keepingMeans(boolean wanted, Similarity similarity) {
        if (wanted == hasMeans()) {
            return this;
        }
        return new Gallery(dimension, panels, subjects, slots, expiries, wanted ? allMeans(similarity) : null);
    }

    private Panels allMeans(Similarity similarity) {
        String[] bySlot = new String[slots.end()];
        for (int row = 0; row < panels.size(); row++) {
            bySlot[panels.row(row).slot()] = panels.row(row).subject();
        }
        Panels all = new Panels(dimension);
        for (int slot = 0; slot < bySlot.length; slot++) {
            Mean mean = bySlot[slot] == null
                    ? Mean.none(slot, dimension)
                    : Mean.of(panels, subjects.get(bySlot[slot]), dimension, similarity);
            all = all.plus(mean.row(), mean.numbers());
        }
        return all;
    }

    /** With a template added, or replaced. */
    Gallery with(GalleryTemplate template, Similarity similarity) {
        Enrolled before = subjects.get(template.subject());
        Enrolled known = before == null ? Enrolled.none(slots.next()) : before;
        // An equal name that is in memory already.
        String subject = before == null
                ? template.subject()
                : panels.row(before.rows()[0]).subject();
        Row row = Row.of(template, subject, known.slot());
        int existing = find(known.rows(), template.exemplar());
        Panels changed = existing >= 0
                ? panels.with(existing, row, template.embedding())
                : panels.plus(row, template.embedding());
        Enrolled after = existing >= 0 ? known : known.plus(panels.size());
        return new Gallery(
                dimension,
                changed,
                existing >= 0 ? subjects : subjects.with(subject, after),
                before == null ? slots.taken() : slots,
                expiring(before, changed, after),
                means == null ? null : withMean(Mean.of(changed, after, dimension, similarity)));
    }

    /** Without a template, if it is there. */
    Gallery without(String subject, String exemplar, Similarity similarity) {
        Enrolled before = subjects.get(subject);
        int row = before == null ? -1 : find(before.rows(), exemplar);
        if (row < 0) {
            return this;
        }
        Enrolled after = before.without(row);
        boolean isLast = after.rows().length == 0;
        NameMap<Enrolled> map = isLast ? subjects.without(subject) : subjects.with(subject, after);
        int last = panels.size() - 1;
        if (row != last) {
            String moved = panels.row(last).subject();
            map = map.with(moved, map.get(moved).moved(last, row));
            after = moved.equals(subject) ? map.get(subject) : after;
        }
        Panels changed = panels.without(row);
        Mean mean = isLast ? Mean.none(before.slot(), dimension) : Mean.of(changed, after, dimension, similarity);
        return new Gallery(
                dimension,
                changed,
                map,
                isLast ? slots.givenBack(before.slot()) : slots,
                expiring(before, changed, after),
                means == null ? null : withMean(mean));
    }

    private Panels withMean(Mean mean) {
        int slot = mean.row().slot();
        return slot == means().size()
                ? means().plus(mean.row(), mean.numbers())
                : means().with(slot, mean.row(), mean.numbers());
    }

    private Expiries expiring(@Nullable Enrolled before, Panels changed, Enrolled after) {
        OptionalLong end = before == null ? OptionalLong.empty() : end(panels, before);
        OptionalLong newEnd = end(changed, after);
        if (end.equals(newEnd)) {
            return expiries;
        }
        Expiries without = end.isPresent() ? expiries.changed(end.getAsLong(), -1) : expiries;
        return newEnd.isPresent() ? without.changed(newEnd.getAsLong(), 1) : without;
    }

    /** When a subject's last positive exemplar expires. */
    private static OptionalLong end(Panels panels, Enrolled enrolled) {
        return IntStream.of(enrolled.rows())
                .mapToObj(panels::row)
                .filter(row -> row.kind() == ExemplarKind.POSITIVE)
                .mapToLong(Row::validUntil)
                .max();
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
