package io.siamese.trainer.data;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Draws episodes. Within groups, as trials have them: some groups, each under one of the eight symmetries of the square where
 * they make classes of their own, and up to so many classes of each; in every other group the same drawers serve all classes,
 * so that the hand gives nothing away. Across groups: as many classes of any group, each under a symmetry of its own. An episode is a function of seed and step
 * alone, so a resumed run sees what it would have seen. Thread-safe.
 */
public final class EpisodeSampler {

    /** Symmetries of the square. */
    public static final int TRANSFORMS = 8;

    // Not the generator's own increment, a multiple of which would make one seed's numbers those of another, shifted.
    private static final long STRIDE = 0xD1B54A32D192ED03L;
    private static final long ORIGIN = 0xCC822F86ADB78F12L;

    private final List<List<Integer>> groups;
    private final List<ImageClass> classes;
    private final Settings settings;
    private final MadeUpGroups madeUp;
    private final long seed;

    /** What the classes of a batch have in common. */
    public enum Sampling {
        /** Their group, a few times over: the comparisons of a batch are the hard ones. */
        WITHIN_GROUPS,
        /** Nothing. */
        ACROSS_GROUPS
    }

    /**
     * @param groups groups in an episode; across groups it multiplies the classes
     * @param classes classes of each, or as many as it has
     * @param images of each class, even, or as many pairs as it has: two make one row of the two views
     * @param turned whether a turned or mirrored class is a class of its own: a character is, a photographed thing is not
     * @param recoloured whether a class whose channels are exchanged is a class of its own; images have three channels
     * @param augmentation of each view
     */
    public record Settings(
            Sampling sampling,
            int groups,
            int classes,
            int images,
            boolean turned,
            boolean recoloured,
            Augmentation augmentation) {

        /** Classes keep their colours. */
        public Settings(
                Sampling sampling, int groups, int classes, int images, boolean turned, Augmentation augmentation) {
            this(sampling, groups, classes, images, turned, false, augmentation);
        }

        public Settings {
            if (groups < 1 || classes < 2) {
                throw new IllegalArgumentException(
                        "episodes: at least 1 group of at least 2 classes, got " + groups + " of " + classes);
            }
            if (images < 2 || images % 2 != 0) {
                throw new IllegalArgumentException(
                        "episodes: images of a class are an even number from 2 on, got " + images);
            }
        }

        /** Two images of each class, classes within groups, turned ones too. */
        public static Settings withinGroups(int groups, int classes, Augmentation augmentation) {
            return new Settings(Sampling.WITHIN_GROUPS, groups, classes, 2, true, augmentation);
        }

        /** Checkpoints name their run by this text: it stays what it was before there was a choice of sampling. */
        @Override
        public String toString() {
            String chosen = sampling == Sampling.WITHIN_GROUPS && images == 2
                    ? ""
                    : "sampling=" + sampling + ", images=" + images + ", ";
            return "Settings[" + chosen + (turned ? "" : "turned=false, ")
                    + (recoloured ? "recoloured=true, " : "") + "groups=" + groups + ", classes=" + classes
                    + ", augmentation=" + augmentation + "]";
        }
    }

    /** @throws IllegalArgumentException if a class has fewer than two samples, so that it has no pair of views */
    public EpisodeSampler(List<ImageClass> classes, Settings settings, long seed) {
        this(classes, settings, MadeUpGroups.allFromData(), seed);
    }

    /**
     * @param madeUp decides which groups of an episode are not from the data
     * @throws IllegalArgumentException if a class has fewer than two samples, so that it has no pair of views
     */
    public EpisodeSampler(List<ImageClass> classes, Settings settings, MadeUpGroups madeUp, long seed) {
        this.classes = List.copyOf(classes);
        this.settings = settings;
        this.madeUp = madeUp;
        this.seed = seed;
        Map<String, List<Integer>> byGroup = new LinkedHashMap<>();
        for (int i = 0; i < classes.size(); i++) {
            if (classes.get(i).samples().size() < 2) {
                throw new IllegalArgumentException(
                        "class " + classes.get(i).groupAndName() + " has fewer than two images, training needs pairs");
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
            rows.addAll(
                    settings.sampling() == Sampling.WITHIN_GROUPS
                            ? drawGroup(rows.size(), random)
                            : mixture(rows, random));
        }
        ByteArrayOutputStream viewA = new ByteArrayOutputStream();
        ByteArrayOutputStream viewB = new ByteArrayOutputStream();
        rows.forEach(row -> viewA.writeBytes(row.a));
        rows.forEach(row -> viewB.writeBytes(row.b));
        int[] labels = rows.stream().mapToInt(Row::label).toArray();
        return new Episode(viewA.toByteArray(), viewB.toByteArray(), labels);
    }

    private record Row(byte[] a, byte[] b, int label) {}

    /** @param before rows that the episode has: labels of made-up classes count on from there */
    private List<Row> drawGroup(int before, SplittableRandom random) {
        Optional<GroupMaker> maker = madeUp.chooseMaker(random);
        return maker.isPresent() ? drawMadeUp(maker.get(), before, random) : drawFromData(random);
    }

    private List<Row> drawMadeUp(GroupMaker maker, int before, SplittableRandom random) {
        Look look = drawLook(random);
        boolean sameHands = random.nextBoolean();
        long hands = random.nextLong();
        List<Row> rows = new ArrayList<>();
        for (MadeUpClass each : maker.makeUpGroup(settings.classes(), random)) {
            int label = look.labelOf(classes.size() + before + rows.size(), classes.size());
            SplittableRandom hand = sameHands ? new SplittableRandom(hands) : random.split();
            for (int pairs = settings.images() / 2; pairs > 0; pairs--) {
                byte[] a = drawView(each.showSample(hand.nextLong(), random), look, random);
                byte[] b = drawView(each.showSample(hand.nextLong(), random), look, random);
                rows.add(new Row(a, b, label));
            }
        }
        return rows;
    }

    private List<Row> drawFromData(SplittableRandom random) {
        List<Integer> drawn = new ArrayList<>(anyGroup(random));
        Look look = drawLook(random);
        boolean sameDrawers = random.nextBoolean();
        long drawers = random.nextLong();
        List<Row> rows = new ArrayList<>();
        for (int i = Math.min(settings.classes(), drawn.size()); i > 0; i--) {
            int chosen = drawn.remove(random.nextInt(drawn.size()));
            rows.addAll(drawRows(chosen, look, sameDrawers ? new SplittableRandom(drawers) : random.split(), random));
        }
        return rows;
    }

    /** What makes another class of a class. */
    private record Look(int transform, ChannelOrder order) {

        /** Looks with the channels as they are have the labels that they had before there were others. */
        int labelOf(int chosen, int classes) {
            return (order.index() * classes + chosen) * TRANSFORMS + transform;
        }
    }

    /** A choice that is not asked for draws nothing, so that episodes stay what they were before there was one. */
    private Look drawLook(SplittableRandom random) {
        return new Look(
                settings.turned() ? random.nextInt(TRANSFORMS) : 0,
                new ChannelOrder(settings.recoloured() ? random.nextInt(ChannelOrder.COUNT) : 0));
    }

    /** Classes that are not among the rows yet. */
    private List<Row> mixture(List<Row> before, SplittableRandom random) {
        Set<Integer> taken = before.stream()
                .map(row -> row.label / TRANSFORMS % classes.size())
                .collect(Collectors.toSet());
        List<Integer> left = new ArrayList<>(IntStream.range(0, classes.size())
                .filter(each -> !taken.contains(each))
                .boxed()
                .toList());
        List<Row> rows = new ArrayList<>();
        for (int i = Math.min(settings.classes(), left.size()); i > 0; i--) {
            int chosen = left.remove(random.nextInt(left.size()));
            rows.addAll(drawRows(chosen, drawLook(random), random.split(), random));
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

    private List<Row> drawRows(int chosen, Look look, SplittableRandom drawers, SplittableRandom random) {
        List<Sample> samples = classes.get(chosen).samples();
        List<Integer> left =
                new ArrayList<>(IntStream.range(0, samples.size()).boxed().toList());
        List<Row> rows = new ArrayList<>();
        for (int pairs = Math.min(settings.images(), samples.size()) / 2; pairs > 0; pairs--) {
            int first = takeOne(left, drawers);
            int second = takeOne(left, drawers);
            rows.add(new Row(
                    drawView(samples.get(first), look, random),
                    drawView(samples.get(second), look, random),
                    look.labelOf(chosen, classes.size())));
        }
        return rows;
    }

    /** Takes one out, and lets the next draw count on from its place. */
    private static int takeOne(List<Integer> left, SplittableRandom random) {
        Collections.rotate(left, -random.nextInt(left.size()));
        return left.remove(0);
    }

    private byte[] drawView(Sample sample, Look look, SplittableRandom random) {
        return look.order.applyTo(
                settings.augmentation().drawView(sample, Distortion.dihedral(look.transform), random));
    }
}
