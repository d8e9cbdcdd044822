package io.siamese.trainer.measure;

import io.siamese.trainer.data.EncodedClass;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Keeps an evaluation of any data within minutes and a gigabyte: every pair of images of a group is compared. */
final class PairBudget {

    static final long MOST_PAIRS = 12_000_000;

    private static final List<Integer> IMAGES = List.of(50, 20, 10);

    private PairBudget() {}

    /**
     * All classes, or fewer of their images and then fewer classes, at random (or fewer groups), until there are no more pairs of images than
     * {@value #MOST_PAIRS}.
     */
    static List<EncodedClass> sampleClasses(List<EncodedClass> classes, long seed) {
        List<EncodedClass> kept = classes;
        for (int images : IMAGES) {
            if (countPairs(kept) > MOST_PAIRS) {
                kept = firstImages(kept, images);
            }
        }
        Random random = new Random(seed);
        while (countPairs(kept) > MOST_PAIRS) {
            kept = halfOfTheClasses(kept, random);
        }
        return kept;
    }

    private static long countPairs(List<EncodedClass> classes) {
        return byGroup(classes).values().stream()
                .mapToLong(group ->
                        group.stream().mapToLong(each -> each.files().size()).sum())
                .map(images -> images * (images - 1) / 2)
                .sum();
    }

    private static List<EncodedClass> firstImages(List<EncodedClass> classes, int most) {
        return classes.stream()
                .map(each -> new EncodedClass(
                        each.group(),
                        each.name(),
                        each.files().subList(0, Math.min(most, each.files().size()))))
                .toList();
    }

    private static List<EncodedClass> halfOfTheClasses(List<EncodedClass> classes, Random random) {
        List<EncodedClass> kept = new ArrayList<>();
        for (List<EncodedClass> group : byGroup(classes).values()) {
            List<EncodedClass> left = new ArrayList<>(group);
            while (left.size() > Math.max(2, group.size() / 2)) {
                left.remove(random.nextInt(left.size()));
            }
            kept.addAll(left);
        }
        return kept.size() < classes.size() ? kept : halfOfTheGroups(classes);
    }

    /** Where groups have two classes, of which one alone could be compared with nothing. */
    private static List<EncodedClass> halfOfTheGroups(List<EncodedClass> classes) {
        List<List<EncodedClass>> groups = List.copyOf(byGroup(classes).values());
        return groups.subList(0, groups.size() / 2).stream()
                .flatMap(List::stream)
                .toList();
    }

    private static Map<String, List<EncodedClass>> byGroup(List<EncodedClass> classes) {
        Map<String, List<EncodedClass>> groups = new LinkedHashMap<>();
        classes.forEach(each ->
                groups.computeIfAbsent(each.group(), any -> new ArrayList<>()).add(each));
        return groups;
    }
}
