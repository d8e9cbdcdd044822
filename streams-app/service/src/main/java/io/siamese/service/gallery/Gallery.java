package io.siamese.service.gallery;

import io.siamese.encoder.vector.Similarity;
import io.siamese.events.ExemplarKind;
import io.vavr.collection.HashMap;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The templates of one gallery and one encoder. Immutable: a change gives another version and shares what it leaves. */
final class Gallery {
    private static final int[] NONE = {};

    private final int dimension;
    private final Panels panels;
    private final HashMap<String, SubjectRows> subjects;
    private final SubjectSlots slots;
    private final SubjectExpiries expiries;
    /** By slot: the mean of each subject's positive templates; null while nobody asks for it. */
    private final @Nullable Panels means;

    Gallery(int dimension) {
        this(dimension, new Panels(dimension), HashMap.empty(), SubjectSlots.none(), SubjectExpiries.none(), null);
    }

    private Gallery(
            int dimension,
            Panels panels,
            HashMap<String, SubjectRows> subjects,
            SubjectSlots slots,
            SubjectExpiries expiries,
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
    int countCandidates(long at) {
        return expiries.countValidAfter(at);
    }

    Panels panels() {
        return panels;
    }

    /** One more than the greatest slot of a subject. */
    int slotEnd() {
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
        SubjectRows enrolled = subjects.getOrElse(subject, null);
        return enrolled == null ? NONE : enrolled.rows();
    }

    /** Whether there is a template of this name. */
    boolean holdsTemplate(String subject, String exemplar) {
        return findRow(rows(subject), exemplar) >= 0;
    }

    /** Number of a subject's exemplars that are compared at a time. */
    int countCompared(String subject, long at) {
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

    /** The same templates without means, which another thread may change while this is changed too. */
    Gallery separate() {
        return new Gallery(dimension, panels.separate(), subjects, slots, expiries, null);
    }

    private Panels allMeans(Similarity similarity) {
        String[] bySlot = new String[slots.end()];
        for (int row = 0; row < panels.size(); row++) {
            bySlot[panels.row(row).slot()] = panels.row(row).subject();
        }
        Panels all = new Panels(dimension);
        for (int slot = 0; slot < bySlot.length; slot++) {
            SubjectMean mean = bySlot[slot] == null
                    ? SubjectMean.noMean(slot, dimension)
                    : SubjectMean.computeFrom(panels, subjects.getOrElse(bySlot[slot], null), dimension, similarity);
            all = all.plusRow(mean.row(), mean.numbers());
        }
        return all;
    }

    /** With a template added, or replaced. */
    Gallery withTemplate(GalleryTemplate template, Similarity similarity) {
        SubjectRows before = subjects.getOrElse(template.subject(), null);
        SubjectRows known = before == null ? SubjectRows.noRows(slots.nextFree()) : before;
        // An equal name that is in memory already.
        String subject = before == null
                ? template.subject()
                : panels.row(before.rows()[0]).subject();
        TemplateRow row = TemplateRow.from(template, subject, known.slot());
        int existing = findRow(known.rows(), template.exemplar());
        Panels changed = existing >= 0
                ? panels.withRow(existing, row, template.embedding())
                : panels.plusRow(row, template.embedding());
        SubjectRows after = existing >= 0 ? known : known.plusRow(panels.size());
        return new Gallery(
                dimension,
                changed,
                existing >= 0 ? subjects : subjects.put(subject, after),
                before == null ? slots.withNextTaken() : slots,
                expiring(before, changed, after),
                means == null ? null : withMean(SubjectMean.computeFrom(changed, after, dimension, similarity)));
    }

    /** Without a template, if it is there. */
    Gallery withoutTemplate(String subject, String exemplar, Similarity similarity) {
        SubjectRows before = subjects.getOrElse(subject, null);
        int row = before == null ? -1 : findRow(before.rows(), exemplar);
        if (row < 0) {
            return this;
        }
        SubjectRows after = before.withoutRow(row);
        boolean isLast = after.rows().length == 0;
        HashMap<String, SubjectRows> map = isLast ? subjects.remove(subject) : subjects.put(subject, after);
        int last = panels.size() - 1;
        if (row != last) {
            String moved = panels.row(last).subject();
            map = map.put(moved, map.get(moved).get().withMovedRow(last, row));
            after = moved.equals(subject) ? map.get(subject).get() : after;
        }
        Panels changed = panels.withoutRow(row);
        SubjectMean mean = isLast
                ? SubjectMean.noMean(before.slot(), dimension)
                : SubjectMean.computeFrom(changed, after, dimension, similarity);
        return new Gallery(
                dimension,
                changed,
                map,
                isLast ? slots.withGivenBack(before.slot()) : slots,
                expiring(before, changed, after),
                means == null ? null : withMean(mean));
    }

    private Panels withMean(SubjectMean mean) {
        int slot = mean.row().slot();
        return slot == means().size()
                ? means().plusRow(mean.row(), mean.numbers())
                : means().withRow(slot, mean.row(), mean.numbers());
    }

    private SubjectExpiries expiring(@Nullable SubjectRows before, Panels changed, SubjectRows after) {
        OptionalLong end = before == null ? OptionalLong.empty() : lastExpiry(panels, before);
        OptionalLong newEnd = lastExpiry(changed, after);
        if (end.equals(newEnd)) {
            return expiries;
        }
        SubjectExpiries without = end.isPresent() ? expiries.minusEnd(end.getAsLong()) : expiries;
        return newEnd.isPresent() ? without.plusEnd(newEnd.getAsLong()) : without;
    }

    /** When a subject's last positive exemplar expires. */
    private static OptionalLong lastExpiry(Panels panels, SubjectRows enrolled) {
        return IntStream.of(enrolled.rows())
                .mapToObj(panels::row)
                .filter(row -> row.kind() == ExemplarKind.POSITIVE)
                .mapToLong(TemplateRow::validUntil)
                .max();
    }

    private int findRow(int[] rows, String exemplar) {
        for (int row : rows) {
            if (panels.row(row).exemplar().equals(exemplar)) {
                return row;
            }
        }
        return -1;
    }
}
