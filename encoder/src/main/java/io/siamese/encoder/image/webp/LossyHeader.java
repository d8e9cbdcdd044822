package io.siamese.encoder.image.webp;

/** Holds what a key frame's header says (RFC 6386, section 9). */
final class LossyHeader {
    private static final int SEGMENTS = 4;
    private static final int ALWAYS = 255;

    final boolean segmented;
    final boolean hasSegmentMap;
    final int[] segmentProbabilities = {ALWAYS, ALWAYS, ALWAYS};
    final boolean simpleFilter;
    final int sharpness;
    final int partitions;
    /** Probability that a macroblock is not skipped; -1 if none is. */
    final int skip;

    final int[] coefficients = LossyTables.coefficients();
    private final int[] segmentQuantisers = new int[SEGMENTS];
    private final int[] segmentLevels = new int[SEGMENTS];
    private final boolean absolute;
    private final int level;
    private final boolean adjusted;
    private final int frameAdjustment;
    private final int subblockAdjustment;
    private final int quantiser;
    private final int[] quantiserDeltas = new int[5];

    LossyHeader(BoolDecoder in) {
        in.number(2);
        segmented = in.flag();
        hasSegmentMap = segmented && in.flag();
        absolute = segmented && segments(in);
        for (int i = 0; hasSegmentMap && i < segmentProbabilities.length; i++) {
            segmentProbabilities[i] = in.flag() ? in.number(8) : ALWAYS;
        }
        simpleFilter = in.flag();
        level = in.number(6);
        sharpness = in.number(3);
        adjusted = in.flag();
        int[] adjustments = new int[8];
        if (adjusted && in.flag()) {
            for (int i = 0; i < adjustments.length; i++) {
                adjustments[i] = in.optional(6);
            }
        }
        frameAdjustment = adjustments[0];
        subblockAdjustment = adjustments[4];
        partitions = 1 << in.number(2);
        quantiser = in.number(7);
        for (int i = 0; i < quantiserDeltas.length; i++) {
            quantiserDeltas[i] = in.optional(4);
        }
        in.flag();
        for (int i = 0; i < coefficients.length; i++) {
            if (in.bit(LossyTables.coefficientUpdate(i)) == 1) {
                coefficients[i] = in.number(8);
            }
        }
        skip = in.flag() ? in.number(8) : -1;
    }

    /** Whether the numbers of segments stand for themselves, not for differences. */
    private boolean segments(BoolDecoder in) {
        if (!in.flag()) {
            return false;
        }
        boolean stated = in.flag();
        for (int i = 0; i < SEGMENTS; i++) {
            segmentQuantisers[i] = in.optional(7);
        }
        for (int i = 0; i < SEGMENTS; i++) {
            segmentLevels[i] = in.optional(6);
        }
        return stated;
    }

    /** Steps of a segment: DC and AC of luma, of the luma's own DCs, and of chroma. */
    int[] quantisers(int segment) {
        int base = !segmented ? quantiser : segmentQuantisers[segment] + (absolute ? 0 : quantiser);
        return new int[] {
            LossyTables.dc(base + quantiserDeltas[0]),
            LossyTables.ac(base),
            2 * LossyTables.dc(base + quantiserDeltas[1]),
            Math.max(8, LossyTables.ac(base + quantiserDeltas[2]) * 155 / 100),
            LossyTables.dc(Math.min(117, base + quantiserDeltas[3])),
            LossyTables.ac(base + quantiserDeltas[4])
        };
    }

    /** Level of the loop filter, 0 to 63. */
    int filterLevel(int segment, boolean bySubblocks) {
        int base = !segmented ? level : segmentLevels[segment] + (absolute ? 0 : level);
        int sum = base + (adjusted ? frameAdjustment + (bySubblocks ? subblockAdjustment : 0) : 0);
        return Math.max(0, Math.min(63, sum));
    }

    boolean filters() {
        return level > 0;
    }
}
