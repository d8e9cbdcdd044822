package io.siamese.service.policy;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.FmrPoint;
import io.siamese.encoder.card.FpirPoint;
import io.siamese.encoder.onnx.ModelFile;
import io.siamese.events.EffectivePolicy;
import io.siamese.events.PolicyRequest;
import io.siamese.service.config.EncoderConfig;
import io.siamese.service.matching.Policy;
import io.siamese.service.matching.PolicyCheck;
import io.siamese.service.matching.PolicyRules;
import io.siamese.service.matching.Threshold;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Says of policies what the service would, without one: whether a request makes sense, and what thresholds come of a policy. */
public final class PolicyTerms {
    private final @Nullable Calibration calibration;
    private final String similarity;
    private final String encoderId;

    /** @throws IllegalArgumentException if the model or the calibration file cannot be read */
    public PolicyTerms(EncoderConfig encoder) {
        ModelFile model = ModelFile.readOrBundled(encoder.model(), encoder.calibration());
        calibration = model.calibration().orElse(null);
        similarity = model.card().similarity().kind();
        encoderId = model.encoderId();
    }

    /** What is wrong with a request whatever the model and the service's settings; empty: nothing. */
    public static Optional<String> problem(PolicyRequest request) {
        return PolicyCheck.problem(request);
    }

    /**
     * The thresholds of a policy, in words, a line for claims and one for searches.
     *
     * @param subjects N of searches
     */
    public List<String> thresholds(EffectivePolicy pinned, int subjects) {
        String known = calibration == null ? null : calibration.calibrationId();
        boolean byRates = pinned.getFixedThreshold() == null;
        if (byRates && !Objects.equals(known, pinned.getCalibrationId())) {
            return List.of("thresholds are not known here: the model has calibration " + known);
        }
        return translated(pinned, subjects);
    }

    /** As {@link #thresholds}, whatever calibration the policy was checked against: what it would mean with this model. */
    public List<String> translated(EffectivePolicy pinned, int subjects) {
        boolean byRates = pinned.getFixedThreshold() == null;
        Policy policy = Policy.of(PolicyRules.of(pinned), calibration);
        String claims = byRates ? "FMR " + pinned.getTargetFmr() : "fixed";
        String searches = byRates ? "FPIR " + pinned.getTargetFpir() : "fixed";
        int candidates = Math.max(1, subjects);
        return List.of(
                "1:1 " + claims + ": " + joinThresholds(claimed(pinned), policy::verification),
                "1:N " + searches + ", " + subjects + " subjects: "
                        + joinThresholds(searched(pinned), n -> policy.identification(candidates, n)));
    }

    /** Why this model's calibration does not support a policy; empty: it does. */
    public Optional<String> unsupported(EffectivePolicy pinned) {
        return new PolicyCheck(calibration, similarity, 0, 0).problem(PolicyRules.of(pinned));
    }

    /** The model's id. */
    public String encoderId() {
        return encoderId;
    }

    private IntStream claimed(EffectivePolicy pinned) {
        return calibration == null
                ? IntStream.empty()
                : calibration.fmr().stream()
                        .filter(point ->
                                point.fusion().equals(pinned.getFusion().name()))
                        .mapToInt(FmrPoint::exemplars);
    }

    private IntStream searched(EffectivePolicy pinned) {
        return calibration == null
                ? IntStream.empty()
                : calibration.fpir().stream()
                        .filter(point ->
                                point.fusion().equals(pinned.getFusion().name()))
                        .mapToInt(FpirPoint::exemplars);
    }

    private static String joinThresholds(IntStream exemplars, IntFunction<Threshold> thresholds) {
        int[] numbers = exemplars.distinct().sorted().toArray();
        return IntStream.of(numbers.length == 0 ? new int[] {1} : numbers)
                .mapToObj(n -> describeThreshold(thresholds.apply(n), n))
                .collect(Collectors.joining(", "));
    }

    private static String describeThreshold(Threshold threshold, int exemplars) {
        return "from " + threshold.score() + " with " + exemplars
                + (threshold.supported() ? "" : " UNSUPPORTED")
                + (threshold.reviewFrom() == null ? "" : " (review from " + threshold.reviewFrom() + ")");
    }
}
