package io.siamese.streams.matching;

import io.siamese.encoder.card.Calibration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** One score for everything, and what the calibration, where there is one, expects of it. */
public final class FixedThresholdPolicy implements Policy {
    private static final String FUSION = "BEST";

    private final float threshold;
    private final int candidates;
    private final @Nullable Calibration calibration;

    /**
     * @param threshold least score of a match; cosine: in [-1, 1]
     * @param candidates greatest number of candidates in a decision, at least 1
     * @param calibration what to expect of the threshold; null: nothing is known
     */
    public FixedThresholdPolicy(float threshold, int candidates, @Nullable Calibration calibration) {
        this.threshold = threshold;
        this.candidates = candidates;
        this.calibration = calibration;
    }

    @Override
    public String name() {
        return "fixed";
    }

    @Override
    public long version() {
        return 0;
    }

    @Override
    public int candidates() {
        return candidates;
    }

    @Override
    public Optional<String> calibrationId() {
        return Optional.ofNullable(calibration).map(Calibration::calibrationId);
    }

    @Override
    public Threshold verification(int exemplars) {
        return expecting(
                calibration == null ? OptionalDouble.empty() : calibration.expectedFmr(threshold, FUSION, exemplars));
    }

    @Override
    public Threshold identification(int subjects) {
        return expecting(calibration == null ? OptionalDouble.empty() : calibration.expectedFpir(threshold, subjects));
    }

    private Threshold expecting(OptionalDouble rate) {
        return new Threshold(threshold, rate.isPresent() ? rate.getAsDouble() : null, true);
    }

    @Override
    public Optional<Double> log10LikelihoodRatio(float score) {
        return Optional.ofNullable(calibration).map(known -> known.log10LikelihoodRatio(score));
    }
}
