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
        in.readNumber(2);
        segmented = in.readFlag();
        hasSegmentMap = segmented && in.readFlag();
        absolute = segmented && segments(in);
        for (int i = 0; hasSegmentMap && i < segmentProbabilities.length; i++) {
            segmentProbabilities[i] = in.readFlag() ? in.readNumber(8) : ALWAYS;
        }
        simpleFilter = in.readFlag();
        level = in.readNumber(6);
        sharpness = in.readNumber(3);
        adjusted = in.readFlag();
        int[] adjustments = new int[8];
        if (adjusted && in.readFlag()) {
            for (int i = 0; i < adjustments.length; i++) {
                adjustments[i] = in.readOptional(6);
            }
        }
        frameAdjustment = adjustments[0];
        subblockAdjustment = adjustments[4];
        partitions = 1 << in.readNumber(2);
        quantiser = in.readNumber(7);
        for (int i = 0; i < quantiserDeltas.length; i++) {
            quantiserDeltas[i] = in.readOptional(4);
        }
        in.readFlag();
        for (int i = 0; i < coefficients.length; i++) {
            if (in.readBit(LossyTables.coefficientUpdate(i)) == 1) {
                coefficients[i] = in.readNumber(8);
            }
        }
        skip = in.readFlag() ? in.readNumber(8) : -1;
    }

    /** Whether the numbers of segments stand for themselves, not for differences. */
    private boolean segments(BoolDecoder in) {
        if (!in.readFlag()) {
            return false;
        }
        boolean stated = in.readFlag();
        for (int i = 0; i < SEGMENTS; i++) {
            segmentQuantisers[i] = in.readOptional(7);
        }
        for (int i = 0; i < SEGMENTS; i++) {
            segmentLevels[i] = in.readOptional(6);
        }
        return stated;
    }

    /** Steps of a segment: DC and AC of luma, of the luma's own DCs, and of chroma. */
    int[] quantisers(int segment) {
        int base = !segmented ? quantiser : segmentQuantisers[segment] + (absolute ? 0 : quantiser);
        return new int[] {
            LossyTables.dcQuantiser(base + quantiserDeltas[0]),
            LossyTables.acQuantiser(base),
            2 * LossyTables.dcQuantiser(base + quantiserDeltas[1]),
            Math.max(8, LossyTables.acQuantiser(base + quantiserDeltas[2]) * 155 / 100),
            LossyTables.dcQuantiser(Math.min(117, base + quantiserDeltas[3])),
            LossyTables.acQuantiser(base + quantiserDeltas[4])
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
