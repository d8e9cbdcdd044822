package io.siamese.service.matching;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.score.FusedScore;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides what counts as a match in a gallery: rules, and what a calibration makes of them. Immutable, thread-safe. */
public sealed interface Policy permits CalibratedPolicy, FixedThresholdPolicy {
    /**
     * Makes a policy of its rules.
     *
     * @param calibration of the encoder in use; null: it has none, and where the rules need one, nothing matches
     */
    static Policy of(PolicyRules rules, @Nullable Calibration calibration) {
        return rules.fixedThreshold() == null
                ? new CalibratedPolicy(rules, calibration)
                : new FixedThresholdPolicy(rules, rules.fixedThreshold(), calibration);
    }

    PolicyRules rules();

    /** Makes a subject's score of its exemplars' similarities. */
    FusedScore scoring();

    /** Calibration behind the thresholds and likelihood ratios; empty without one. */
    Optional<String> calibrationId();

    /**
     * Threshold of a verification (1:1).
     *
     * @param exemplars number of the claimed subject's exemplars that are compared, at least 1
     */
    Threshold verification(int exemplars);

    /**
     * Threshold of an identification (1:N).
     *
     * @param subjects number of subjects that can be candidates, at least 1
     * @param exemplars of the best candidate that are compared, at least 1
     */
    Threshold identification(int subjects, int exemplars);
}
