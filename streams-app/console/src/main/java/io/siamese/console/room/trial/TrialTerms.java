package io.siamese.console.room.trial;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.FmrPoint;
import io.siamese.encoder.card.FpirPoint;
import io.siamese.encoder.card.FusionKind;
import io.siamese.encoder.score.FusedScore;
import io.siamese.events.EffectivePolicy;
import io.siamese.events.Fusion;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** Looks thresholds up in the calibration of the console's model, for the policy in force. */
final class TrialTerms {

    /** What the service decides by where no policy is in force, unless its settings say otherwise. */
    private static final double USUAL_FMR = 0.01;

    private static final double USUAL_FPIR = 0.05;
    private static final String NONE = "default";

    private final @Nullable EffectivePolicy policy;
    private final @Nullable Calibration calibration;
    private final FusionKind fusion;

    /**
     * A score to match from.
     *
     * @param rate expected at it; null: beyond the calibration
     */
    record Terms(
            float threshold,
            @Nullable Double rate,
            @Nullable Float reviewFrom) {}

    /** @param policy null: none is in force */
    TrialTerms(@Nullable EffectivePolicy policy, @Nullable Calibration calibration) {
        this.policy = policy;
        this.calibration = calibration;
        this.fusion = policy == null ? FusionKind.BEST : fusionKind(policy.getFusion());
    }

    private static FusionKind fusionKind(Fusion fusion) {
        return fusion == Fusion.UNKNOWN ? FusionKind.BEST : FusionKind.valueOf(fusion.name());
    }

    String policyName() {
        return policy == null ? NONE : policy.getPolicy();
    }

    FusionKind fusion() {
        return fusion;
    }

    FusedScore scoring() {
        return new FusedScore(fusion, calibration);
    }

    Terms verification(int exemplars) {
        return policy != null && policy.getFixedThreshold() != null
                ? fixedTerms(policy)
                : termsByRate(
                        termsAtFmr(policy == null ? null : policy.getTargetFmr(), exemplars, USUAL_FMR),
                        reviewFmr(exemplars),
                        calibration == null
                                ? DoubleStream.empty()
                                : calibration.fmr().stream()
                                        .filter(point -> fusion.isNamed(point.fusion()))
                                        .mapToDouble(FmrPoint::threshold));
    }

    Terms identification(int subjects, int exemplars) {
        return policy != null && policy.getFixedThreshold() != null
                ? fixedTerms(policy)
                : termsByRate(
                        termsAtFpir(policy == null ? null : policy.getTargetFpir(), exemplars, subjects, USUAL_FPIR),
                        reviewFpir(exemplars, subjects),
                        calibration == null
                                ? DoubleStream.empty()
                                : calibration.fpir().stream()
                                        .filter(point -> fusion.isNamed(point.fusion()))
                                        .mapToDouble(FpirPoint::threshold));
    }

    private static Terms fixedTerms(EffectivePolicy policy) {
        return new Terms(policy.getFixedThreshold(), policy.getExpectedFmr(), policy.getReviewFrom());
    }

    private static Terms termsByRate(Optional<Terms> found, @Nullable Float reviewFrom, DoubleStream all) {
        return found.map(terms -> new Terms(terms.threshold(), terms.rate(), reviewFrom))
                // As in the service: the strictest threshold stands in, and expects nothing.
                .orElseGet(() -> new Terms((float) all.max().orElse(Double.POSITIVE_INFINITY), null, reviewFrom));
    }

    private Optional<Terms> termsAtFmr(@Nullable Double target, int exemplars, double usual) {
        return calibration == null
                ? Optional.empty()
                : calibration
                        .pointAtFmr(target == null ? usual : target, fusion.name(), exemplars)
                        .map(point -> new Terms(point.threshold(), point.fmr(), null));
    }

    private Optional<Terms> termsAtFpir(@Nullable Double target, int exemplars, int subjects, double usual) {
        return calibration == null
                ? Optional.empty()
                : calibration
                        .pointAtFpir(target == null ? usual : target, fusion.name(), exemplars, subjects)
                        .map(point -> new Terms(point.threshold(), point.fpir(), null));
    }

    private @Nullable Float reviewFmr(int exemplars) {
        Double rate = policy == null ? null : policy.getReviewFmr();
        return rate == null
                ? null
                : termsAtFmr(rate, exemplars, rate).map(Terms::threshold).orElse(null);
    }

    private @Nullable Float reviewFpir(int exemplars, int subjects) {
        Double rate = policy == null ? null : policy.getReviewFpir();
        return rate == null
                ? null
                : termsAtFpir(rate, exemplars, subjects, rate)
                        .map(Terms::threshold)
                        .orElse(null);
    }
}
