package io.siamese.streams.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What an enrolment task knows: the live exemplars and the templates made of them, each with the exemplar's offset. */
final class ExemplarBook {
    private final NavigableMap<String, Long> exemplars;
    private final NavigableMap<String, Long> templates;

    ExemplarBook(Map<String, Long> exemplars, Map<String, Long> templates) {
        this.exemplars = new TreeMap<>(exemplars);
        this.templates = new TreeMap<>(templates);
    }

    /** The same templates beside exemplars that were read anew. */
    ExemplarBook with(Map<String, Long> readAnew) {
        return new ExemplarBook(readAnew, templates);
    }

    /** Notes an exemplar's record; a later one may be known already from reading ahead. */
    void received(String key, long offset) {
        exemplars.merge(key, offset, Math::max);
    }

    /** Notes that an exemplar was revoked at an offset. */
    void revoked(String key, long offset) {
        exemplars.computeIfPresent(key, (k, latest) -> latest > offset ? latest : null);
    }

    /** Notes a template, and returns whether it replaces one. */
    boolean enrolled(String key, long exemplarOffset) {
        return templates.put(key, exemplarOffset) != null;
    }

    /** Notes that there is no template of a key, and returns whether there was one. */
    boolean removed(String key) {
        return templates.remove(key) != null;
    }

    boolean hasTemplate(String key) {
        return templates.containsKey(key);
    }

    /** Keys of the exemplars below a prefix whose latest record lies before an offset. */
    List<String> exemplarsBelow(String prefix, long before) {
        return below(exemplars, prefix, before);
    }

    /** Keys of the templates below a prefix whose exemplar lies before an offset. */
    List<String> templatesBelow(String prefix, long before) {
        return below(templates, prefix, before);
    }

    /** Keys of the templates whose exemplar is gone, though it lies before an offset up to which all are known. */
    List<String> orphans(long before) {
        return templates.entrySet().stream()
                .filter(template -> template.getValue() < before && !exemplars.containsKey(template.getKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<String> below(NavigableMap<String, Long> map, String prefix, long before) {
        List<String> keys = new ArrayList<>();
        for (Map.Entry<String, Long> entry : map.tailMap(prefix, false).entrySet()) {
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
