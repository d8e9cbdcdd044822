package io.siamese.streams.matching;

import java.util.Optional;

/** Decides what counts as a match in a gallery. Immutable. */
public interface Policy {
    /** Name, as decisions state it. */
    String name();

    /** Version, growing with each change; 0 for the built-in default. */
    long version();

    /** Greatest number of candidates in a decision, at least 1. */
    int candidates();

    /** Calibration behind the thresholds; empty for a fixed threshold without one. */
    Optional<String> calibrationId();

    /**
     * Threshold of a verification (1:1).
     *
     * @param exemplars number of the claimed subject's exemplars, at least 1
     */
    Threshold verification(int exemplars);

    /**
     * Threshold of an identification (1:N).
     *
     * @param subjects number of subjects enrolled, at least 1
     */
    Threshold identification(int subjects);

    /** Base-10 logarithm of the likelihood ratio, mated against non-mated, of a score; empty without calibration. */
    Optional<Double> log10LikelihoodRatio(float score);
}
