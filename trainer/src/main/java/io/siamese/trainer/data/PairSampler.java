package io.siamese.trainer.data;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Draws pairs as Koch et al. 2015 (sections 3.3 and 4.1): a set of pairs is fixed beforehand, half of them mated, the
 * groups equally often, both images from one group and from two drawers; each pair exists once plain and eight times
 * distorted, each image by a map of its own. A step is a function of seed and step alone, drawn with replacement.
 * Thread-safe.
 */
public final class PairSampler {

    private static final int DISTORTED = 8;
    private static final long STRIDE = 0x9FB21C651E98DF25L;
    private static final long PAIRS = 0x589965CC75374CC3L;
    private static final long STEPS = 0x1D8E4E27C47D124FL;

    private final List<List<ImageClass>> groups;
    private final Settings settings;
    private final long seed;

    /**
     * @param pairs in the fixed set, before distortion (the paper: 30,000, 90,000 or 150,000)
     * @param batch pairs of a step (the paper: 128)
     */
    public record Settings(int pairs, int batch) {

        public Settings {
            if (pairs < 2 || batch < 2) {
                throw new IllegalArgumentException(
                        "pairs: at least 2, and 2 in a batch, got " + pairs + " and " + batch);
            }
        }
    }

    /**
     * Both views of each pair, and whether they show the same class.
     *
     * @param viewA uint8 {@code [n, channels, height, width]}
     * @param viewB the same shape
     */
    public record Pairs(byte[] viewA, byte[] viewB, boolean[] same) {}

    /** @throws IllegalArgumentException if a class has fewer than two images, or a group fewer than two classes */
    public PairSampler(List<ImageClass> classes, Settings settings, long seed) {
        Map<String, List<ImageClass>> byGroup = new LinkedHashMap<>();
        for (ImageClass each : classes) {
            if (each.samples().size() < 2) {
                throw new IllegalArgumentException(
                        "class " + each.groupAndName() + " has fewer than two images, training needs pairs");
            }
            byGroup.computeIfAbsent(each.group(), any -> new ArrayList<>()).add(each);
        }
        byGroup.forEach((name, group) -> {
            if (group.size() < 2) {
                throw new IllegalArgumentException(
                        "group '" + name + "' has one class, non-mated pairs need two of a group");
            }
        });
        groups = List.copyOf(byGroup.values());
        this.settings = settings;
        this.seed = seed;
    }

    public Pairs drawPairs(int step) {
        SplittableRandom random = new SplittableRandom(STEPS + seed * STRIDE + step);
        ByteArrayOutputStream viewA = new ByteArrayOutputStream();
        ByteArrayOutputStream viewB = new ByteArrayOutputStream();
        boolean[] same = new boolean[settings.batch()];
        for (int i = 0; i < same.length; i++) {
            int pair = random.nextInt(settings.pairs());
            same[i] = pair % 2 == 0;
            addPair(pair, random.nextInt(1 + DISTORTED), viewA, viewB);
        }
        return new Pairs(viewA.toByteArray(), viewB.toByteArray(), same);
    }

    /** @param version 0 is plain */
    private void addPair(int pair, int version, ByteArrayOutputStream viewA, ByteArrayOutputStream viewB) {
        SplittableRandom random = new SplittableRandom(PAIRS + seed * STRIDE + pair);
        List<ImageClass> group = groups.get(random.nextInt(groups.size()));
        int first = random.nextInt(group.size());
        int second = pair % 2 == 0 ? first : drawOther(first, group.size(), random);
        List<Sample> own = group.get(first).samples();
        List<Sample> partners = group.get(second).samples();
        int drawer = random.nextInt(own.size());
        // A class may have fewer images than its partner: two drawers are only certain where both have the drawer.
        int partner =
                drawer < partners.size() ? drawOther(drawer, partners.size(), random) : random.nextInt(partners.size());
        SplittableRandom bend = new SplittableRandom(random.nextLong() + version * STRIDE);
        viewA.writeBytes(viewOf(own.get(drawer), version, bend));
        viewB.writeBytes(viewOf(partners.get(partner), version, bend));
    }

    private static int drawOther(int than, int count, SplittableRandom random) {
        return (than + 1 + random.nextInt(count - 1)) % count;
    }

    private static byte[] viewOf(Sample sample, int version, SplittableRandom random) {
        return version == 0 ? sample.undistorted() : sample.distorted(KochDistortion.draw(random));
    }
}
