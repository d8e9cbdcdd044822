package io.siamese.trainer.eval;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Packs the classes and drawers of a comparison into a long, and weighs it when classes and drawers are drawn again. The
 * n-th drawer of one group and of another are two people.
 */
final class PairOrigins {

    /** A drawer that stands for several, as where exemplars are fused: not weighed. */
    static final int SEVERAL = 0xfff;

    private static final int CLASS_BITS = 20;
    private static final int DRAWER_BITS = 12;
    private static final int MOST_CLASSES = 1 << CLASS_BITS;

    private final int[] firstDrawer;
    private final int drawers;

    private PairOrigins(int[] firstDrawer, int drawers) {
        this.firstDrawer = firstDrawer;
        this.drawers = drawers;
    }

    /** @throws IllegalArgumentException for more than a million classes, or 4,095 images of one */
    static PairOrigins of(List<EmbeddedClass> classes) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        classes.forEach(each -> sizes.merge(each.group(), each.drawers(), Math::max));
        if (classes.size() > MOST_CLASSES || sizes.values().stream().anyMatch(size -> size > SEVERAL)) {
            throw new IllegalArgumentException(
                    "evaluation: at most " + MOST_CLASSES + " classes of at most " + SEVERAL + " images each");
        }
        Map<String, Integer> first = new LinkedHashMap<>();
        int next = 0;
        for (Map.Entry<String, Integer> group : sizes.entrySet()) {
            first.put(group.getKey(), next);
            next += group.getValue();
        }
        return new PairOrigins(
                classes.stream().mapToInt(each -> first.get(each.group())).toArray(), next);
    }

    int classes() {
        return firstDrawer.length;
    }

    /** Drawers of all groups together. */
    int drawers() {
        return drawers;
    }

    static long of(int probe, int probeDrawer, int reference, int referenceDrawer) {
        return ((long) probe << CLASS_BITS | reference) << 2 * DRAWER_BITS
                | (long) probeDrawer << DRAWER_BITS
                | referenceDrawer;
    }

    static int probe(long origin) {
        return (int) (origin >>> CLASS_BITS + 2 * DRAWER_BITS);
    }

    static int reference(long origin) {
        return (int) (origin >>> 2 * DRAWER_BITS) & MOST_CLASSES - 1;
    }

    static int probeDrawer(long origin) {
        return (int) (origin >>> DRAWER_BITS) & SEVERAL;
    }

    static int referenceDrawer(long origin) {
        return (int) origin & SEVERAL;
    }

    /** Unordered pair of classes, one number for each. */
    static long pair(long origin) {
        long low = Math.min(probe(origin), reference(origin));
        return low << CLASS_BITS | Math.max(probe(origin), reference(origin));
    }

    /**
     * How often the comparison occurs among the drawn ones: the product of the times that its classes and drawers were
     * drawn, each class and drawer once. {@code wholeGallery}: the reference is the best of a gallery that is kept as it
     * is, so the probe alone counts.
     */
    double weight(long origin, Bootstrap.Weights drawn, boolean wholeGallery) {
        int probe = probe(origin);
        int reference = reference(origin);
        int hand = firstDrawer[probe] + probeDrawer(origin);
        double weight = drawn.of(probe) * drawn.ofDrawer(hand);
        if (wholeGallery || weight == 0) {
            return weight;
        }
        if (reference != probe) {
            weight *= drawn.of(reference);
        }
        int other = firstDrawer[reference] + referenceDrawer(origin);
        return referenceDrawer(origin) == SEVERAL || other == hand ? weight : weight * drawn.ofDrawer(other);
    }
}
