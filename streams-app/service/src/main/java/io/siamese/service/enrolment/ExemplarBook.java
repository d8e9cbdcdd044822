package io.siamese.service.enrolment;

import io.siamese.service.gallerylog.EnrolmentLogs;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what an enrolment task knows: the live exemplars, those that are erased but whose image is still there, and the
 * templates, each with an offset in the topic of exemplars.
 */
public final class ExemplarBook {
    private final NavigableMap<String, Long> exemplars = new TreeMap<>();
    private final NavigableMap<String, Long> erased = new TreeMap<>();
    private final NavigableMap<String, Long> templates;
    private final @Nullable ExemplarLedger ledger;

    /** An empty book that nothing keeps. */
    public ExemplarBook() {
        this(new TreeMap<>(), null);
    }

    /**
     * @param templates offset of the exemplar behind the template by key; belongs to the book from now on
     * @param ledger told every change of the exemplars; null: none is kept
     */
    ExemplarBook(NavigableMap<String, Long> templates, @Nullable ExemplarLedger ledger) {
        this.templates = templates;
        this.ledger = ledger;
    }

    /** Takes the exemplars as the ledger knows them. */
    void readLedger() {
        exemplars.clear();
        erased.clear();
        requireLedger().readInto(exemplars, erased);
    }

    /** Takes exemplars that were read anew from their topic; the ledger is written from them part by part. */
    void replaceExemplars(Map<String, Long> offsets, Map<String, Long> erasures) {
        exemplars.clear();
        exemplars.putAll(offsets);
        erased.clear();
        erased.putAll(erasures);
        requireLedger().beginAnew();
    }

    /** Writes the next part of a ledger that is not complete. */
    void writeLedger() {
        requireLedger().writePart(exemplars, erased);
    }

    private ExemplarLedger requireLedger() {
        return Objects.requireNonNull(ledger, "this book has no ledger");
    }

    private void writeChange(String key) {
        if (ledger != null) {
            ledger.writeChange(key, exemplars.get(key), erased.get(key));
        }
    }

    /** Notes an exemplar's record; a later one may be known already from reading ahead. */
    public void noteReceived(String key, long offset) {
        exemplars.merge(key, offset, Math::max);
        erased.computeIfPresent(key, (k, erasure) -> erasure > offset ? erasure : null);
        writeChange(key);
    }

    /** Notes that an exemplar was revoked at an offset, and returns whether its image was there. */
    public boolean noteRevoked(String key, long offset) {
        boolean known = exemplars.getOrDefault(key, Long.MAX_VALUE) < offset;
        exemplars.computeIfPresent(key, (k, latest) -> latest > offset ? latest : null);
        erased.computeIfPresent(key, (k, erasure) -> erasure > offset ? erasure : null);
        writeChange(key);
        return known;
    }

    /** What an erasure removes: the exemplars whose image is there, and all keys below its prefix that come before it. */
    public record Erased(NavigableSet<String> images, NavigableSet<String> keys) {}

    /** Notes an erasure, and returns what it removes. */
    public Erased noteErasure(String prefix, long offset) {
        NavigableSet<String> images = keysBelow(exemplars, prefix, offset);
        images.forEach(key -> {
            exemplars.remove(key);
            erased.put(key, offset);
            writeChange(key);
        });
        NavigableSet<String> keys = keysBelow(templates, prefix, offset);
        keys.addAll(images);
        return new Erased(images, keys);
    }

    /** The exemplars as noted so far. */
    public EnrolmentLogs.Exemplars snapshot(long end, long lastOffset, long committed) {
        return new EnrolmentLogs.Exemplars(
                Collections.unmodifiableMap(exemplars),
                Collections.unmodifiableMap(erased),
                end,
                lastOffset,
                committed);
    }

    /** Whether an exemplar's image is there. */
    boolean hasImage(String key) {
        return exemplars.containsKey(key);
    }

    /** Whether an erasure came after an exemplar whose image is still there. */
    boolean isErased(String key) {
        return erased.containsKey(key);
    }

    /** Takes out the erased exemplars whose image is still there: the erasure's offset by key. */
    Map<String, Long> takeErased() {
        Map<String, Long> taken = new TreeMap<>(erased);
        erased.clear();
        taken.keySet().forEach(this::writeChange);
        return taken;
    }

    /** Notes a template, and returns whether it replaces one. */
    boolean noteTemplate(String key, long exemplarOffset) {
        return templates.put(key, exemplarOffset) != null;
    }

    /** Notes that there is no template of a key, and returns whether there was one. */
    boolean noteRemoved(String key) {
        return templates.remove(key) != null;
    }

    /** Keys of the templates whose exemplar is gone, though it lies before an offset up to which all are known. */
    List<String> orphans(long before) {
        return templates.entrySet().stream()
                .filter(template -> template.getValue() < before && !exemplars.containsKey(template.getKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Keys below a prefix, {@code gallery/} or {@code gallery/subject/}, with an offset before another. */
    private static NavigableSet<String> keysBelow(NavigableMap<String, Long> offsets, String prefix, long before) {
        NavigableSet<String> keys = new TreeSet<>();
        for (Map.Entry<String, Long> entry : offsets.tailMap(prefix, false).entrySet()) {
            if (!entry.getKey().startsWith(prefix)) {
                break;
            }
            if (entry.getValue() < before) {
                keys.add(entry.getKey());
            }
        }
        return keys;
    }
}
