package io.siamese.service.enrolment;

import io.siamese.service.gallerylog.EnrolmentLogs;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an enrolment task knows: the live exemplars, those that are erased but whose image is still there, and the
 * templates, each with an offset in the topic of exemplars.
 */
public final class ExemplarBook {
    private final NavigableMap<String, Long> exemplars;
    private final NavigableMap<String, Long> erased;
    private final NavigableMap<String, Long> templates;

    /**
     * @param exemplars offset of the latest record by key
     * @param erased offset of the erasure by key
     * @param templates offset of the exemplar behind the template by key
     */
    public ExemplarBook(Map<String, Long> exemplars, Map<String, Long> erased, Map<String, Long> templates) {
        this.exemplars = new TreeMap<>(exemplars);
        this.erased = new TreeMap<>(erased);
        this.templates = new TreeMap<>(templates);
    }

    /** The same templates beside exemplars that were read anew. */
    ExemplarBook with(EnrolmentLogs.Exemplars readAnew) {
        return new ExemplarBook(readAnew.offsets(), readAnew.erased(), templates);
    }

    /** Notes an exemplar's record; a later one may be known already from reading ahead. */
    public void received(String key, long offset) {
        exemplars.merge(key, offset, Math::max);
        erased.computeIfPresent(key, (k, erasure) -> erasure > offset ? erasure : null);
    }

    /** Notes that an exemplar was revoked at an offset. */
    public void revoked(String key, long offset) {
        exemplars.computeIfPresent(key, (k, latest) -> latest > offset ? latest : null);
        erased.computeIfPresent(key, (k, erasure) -> erasure > offset ? erasure : null);
    }

    /** Notes an erasure, and returns the keys of the exemplars and templates below its prefix that come before it. */
    public NavigableSet<String> erased(String prefix, long offset) {
        NavigableSet<String> images = below(exemplars, prefix, offset);
        images.forEach(key -> {
            exemplars.remove(key);
            erased.put(key, offset);
        });
        NavigableSet<String> keys = below(templates, prefix, offset);
        keys.addAll(images);
        return keys;
    }

    /** The exemplars as noted so far. */
    public EnrolmentLogs.Exemplars snapshot(long end, long lastOffset, long committed) {
        return new EnrolmentLogs.Exemplars(Map.copyOf(exemplars), Map.copyOf(erased), end, lastOffset, committed);
    }

    /** Whether an erasure came after an exemplar whose image is still there. */
    boolean isErased(String key) {
        return erased.containsKey(key);
    }

    /** Takes out the erased exemplars whose image is still there: the erasure's offset by key. */
    Map<String, Long> takeErased() {
        Map<String, Long> taken = new TreeMap<>(erased);
        erased.clear();
        return taken;
    }

    /** Notes a template, and returns whether it replaces one. */
    boolean enrolled(String key, long exemplarOffset) {
        return templates.put(key, exemplarOffset) != null;
    }

    /** Notes that there is no template of a key, and returns whether there was one. */
    boolean removed(String key) {
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
    private static NavigableSet<String> below(NavigableMap<String, Long> offsets, String prefix, long before) {
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
