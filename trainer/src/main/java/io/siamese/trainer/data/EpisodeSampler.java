package io.siamese.trainer.data;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Draws episodes as within-group trials have them: some groups, each under one of the eight symmetries of the square, and
 * up to so many classes of each. In every other group one pair of drawers serves all classes, so that the hand gives
 * nothing away. An episode is a function of seed and step alone, so a resumed run sees what it would have seen.
 * Thread-safe.
 */
public final class EpisodeSampler {

    /** Symmetries of the square: a turned or mirrored character is a class of its own. */
    public static final int TRANSFORMS = 8;

    // Not the generator's own increment, a multiple of which would make one seed's numbers those of another, shifted.
    private static final long STRIDE = 0xD1B54A32D192ED03L;
    private static final long ORIGIN = 0xCC822F86ADB78F12L;

    private final List<List<Integer>> groups;
    private final List<ImageClass> classes;
    private final Settings settings;
    private final long seed;

    /**
     * @param groups groups in an episode
     * @param classes classes of each, or as many as it has
     * @param augmentation of each view
     */
    public record Settings(int groups, int classes, Augmentation augmentation) {

        public Settings {
            if (groups < 1 || classes < 2) {
                throw new IllegalArgumentException(
                        "episodes: at least 1 group of at least 2 classes, got " + groups + " of " + classes);
            }
        }
    }

    /** @throws IllegalArgumentException if a class has fewer than two samples, so that it has no pair of views */
    public EpisodeSampler(List<ImageClass> classes, Settings settings, long seed) {
        this.classes = List.copyOf(classes);
        this.settings = settings;
        this.seed = seed;
        Map<String, List<Integer>> byGroup = new LinkedHashMap<>();
        for (int i = 0; i < classes.size(); i++) {
            if (classes.get(i).samples().size() < 2) {
                throw new IllegalArgumentException(
                        "class " + classes.get(i).path() + " has fewer than two images, training needs pairs");
            }
            byGroup.computeIfAbsent(classes.get(i).group(), any -> new ArrayList<>())
                    .add(i);
        }
        groups = List.copyOf(byGroup.values());
    }

    public Episode episode(int step) {
        SplittableRandom random = new SplittableRandom(ORIGIN + seed * STRIDE + step);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < settings.groups(); i++) {
            rows.addAll(group(random));
        }
        ByteArrayOutputStream viewA = new ByteArrayOutputStream();
        ByteArrayOutputStream viewB = new ByteArrayOutputStream();
        rows.forEach(row -> viewA.writeBytes(row.a));
        rows.forEach(row -> viewB.writeBytes(row.b));
        int[] labels = rows.stream().mapToInt(Row::label).toArray();
        return new Episode(viewA.toByteArray(), viewB.toByteArray(), labels);
    }

    private record Row(byte[] a, byte[] b, int label) {}

    private List<Row> group(SplittableRandom random) {
        List<Integer> drawn = new ArrayList<>(anyGroup(random));
        int transform = random.nextInt(TRANSFORMS);
        boolean sameDrawers = random.nextBoolean();
        long drawers = random.nextLong();
        List<Row> rows = new ArrayList<>();
        for (int i = Math.min(settings.classes(), drawn.size()); i > 0; i--) {
            int chosen = drawn.remove(random.nextInt(drawn.size()));
            rows.add(row(chosen, transform, sameDrawers ? new SplittableRandom(drawers) : random.split(), random));
        }
        return rows;
    }

    /** In proportion to the classes of a group, so that every class is seen equally often. */
    private List<Integer> anyGroup(SplittableRandom random) {
        int chosen = random.nextInt(classes.size());
        int group = 0;
        for (int passed = groups.get(0).size();
                chosen >= passed;
                passed += groups.get(group).size()) {
            group++;
        }
        return groups.get(group);
    }

    private Row row(int chosen, int transform, SplittableRandom drawers, SplittableRandom random) {
        List<Sample> samples = classes.get(chosen).samples();
        int first = drawers.nextInt(samples.size());
        int second = (first + 1 + drawers.nextInt(samples.size() - 1)) % samples.size();
        return new Row(
                view(samples.get(first), transform, random),
                view(samples.get(second), transform, random),
                chosen * TRANSFORMS + transform);
    }

    private byte[] view(Sample sample, int transform, SplittableRandom random) {
        return sample.distorted(settings.augmentation().draw(Distortion.dihedral(transform), random));
    }
}
