package io.siamese.trainer.trials;

/** Packs into a long which images a score compares: the classes of probe and reference, 18 bits each, and their drawers, 14 each. */
public final class ComparedImages {

    private static final int CLASS_BITS = 18;
    private static final int DRAWER_BITS = 14;

    static final int MOST_CLASSES = 1 << CLASS_BITS;

    /** A drawer of the reference that stands for several, as where exemplars are fused. Real ones are below it. */
    public static final int SEVERAL = (1 << DRAWER_BITS) - 1;

    private ComparedImages() {}

    public static long pack(int probe, int probeDrawer, int reference, int referenceDrawer) {
        return ((long) probe << CLASS_BITS | reference) << 2 * DRAWER_BITS
                | (long) probeDrawer << DRAWER_BITS
                | referenceDrawer;
    }

    /** The reference is what {@link #SEVERAL} images of the class make together. */
    public static long pack(int probe, int probeDrawer, int reference) {
        return pack(probe, probeDrawer, reference, SEVERAL);
    }

    public static int probeClass(long origin) {
        return (int) (origin >>> CLASS_BITS + 2 * DRAWER_BITS);
    }

    public static int referenceClass(long origin) {
        return (int) (origin >>> 2 * DRAWER_BITS) & MOST_CLASSES - 1;
    }

    public static int probeDrawer(long origin) {
        return (int) (origin >>> DRAWER_BITS) & SEVERAL;
    }

    public static int referenceDrawer(long origin) {
        return (int) origin & SEVERAL;
    }

    /** Unordered pair of classes, one number for each. */
    public static long classPair(long origin) {
        long low = Math.min(probeClass(origin), referenceClass(origin));
        return low << CLASS_BITS | Math.max(probeClass(origin), referenceClass(origin));
    }

    /** The probe's image, one number for each. */
    public static long probeImage(long origin) {
        return (long) probeClass(origin) << DRAWER_BITS | probeDrawer(origin);
    }

    public static int imageClass(long image) {
        return (int) (image >>> DRAWER_BITS);
    }

    public static int imageDrawer(long image) {
        return (int) image & SEVERAL;
    }
}
