package io.siamese.trainer.eval;

/** Classes of probe and reference and the probe's drawer, packed: 24 + 24 + 16 bits. */
final class Origin {

    private static final int DRAWER_BITS = 16;
    private static final int CLASS_BITS = 24;
    private static final int CLASS_MASK = (1 << CLASS_BITS) - 1;

    private Origin() {}

    static long of(int probe, int reference, int drawer) {
        return ((long) probe << CLASS_BITS | reference) << DRAWER_BITS | drawer;
    }

    static int probe(long origin) {
        return (int) (origin >>> CLASS_BITS + DRAWER_BITS);
    }

    static int reference(long origin) {
        return (int) (origin >>> DRAWER_BITS) & CLASS_MASK;
    }

    static int drawer(long origin) {
        return (int) origin & (1 << DRAWER_BITS) - 1;
    }

    /** The same for both directions. */
    static long pair(long origin) {
        long low = Math.min(probe(origin), reference(origin));
        return low << CLASS_BITS | Math.max(probe(origin), reference(origin));
    }

    static long image(long origin) {
        return (long) probe(origin) << DRAWER_BITS | drawer(origin);
    }

    static int imageClass(long image) {
        return (int) (image >>> DRAWER_BITS);
    }

    static int imageDrawer(long image) {
        return drawer(image);
    }
}
