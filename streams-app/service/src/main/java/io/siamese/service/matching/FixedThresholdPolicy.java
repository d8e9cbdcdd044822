package io.siamese.service.matching;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.score.FusedScore;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** One score for everything, and what the calibration, where there is one, expects of it. */
final class FixedThresholdPolicy implements Policy {
    private final PolicyRules rules;
    private final float threshold;
    private final @Nullable Calibration calibration;
    private final FusedScore scoring;
    private final LastThreshold lastVerification = new LastThreshold();
    private final LastThreshold lastIdentification = new LastThreshold();

    /**
     * @param threshold least score of a match; cosine: in [-1, 1]
     * @param calibration what to expect of the threshold; null: nothing is known
     */
    FixedThresholdPolicy(PolicyRules rules, float threshold, @Nullable Calibration calibration) {
        this.rules = rules;
        this.threshold = threshold;
        this.calibration = calibration;
        scoring = new FusedScore(rules.fusion(), calibration);
    }

    @Override
    public PolicyRules rules() {
        return rules;
    }

    @Override
    public FusedScore scoring() {
        return scoring;
    }

    @Override
    public Optional<String> calibrationId() {
        return Optional.ofNullable(calibration).map(Calibration::calibrationId);
    }

    @Override
    public Threshold verification(int exemplars) {
        return lastVerification.get(
                1,
                exemplars,
                (subjects, n) -> expecting(
                        calibration == null
                                ? OptionalDouble.empty()
                                : calibration.expectedFmr(
                                        threshold, rules.fusion().name(), n)));
    }

    @Override
    public Threshold identification(int subjects, int exemplars) {
        return lastIdentification.get(
                subjects,
                exemplars,
                (size, n) -> expecting(
                        calibration == null
                                ? OptionalDouble.empty()
                                : calibration.expectedFpir(
                                        threshold, rules.fusion().name(), n, size)));
    }

    private Threshold expecting(OptionalDouble rate) {
        return new Threshold(threshold, rate.isPresent() ? rate.getAsDouble() : null, true, rules.reviewFrom());
    }
}
