package io.siamese.service.matching;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.SimilaritySpec;
import io.siamese.events.EffectivePolicy;
import io.siamese.events.PolicyRequest;
import io.siamese.schemas.Reasons;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Checks requests for policies against what the calibration supports. Pure; thread-safe.
 *
 * @param calibration of the encoder; null: it has none
 * @param similarity kind of the encoder's similarity, as its card says it
 * @param defaultFmr target of a request that names none
 * @param defaultFpir likewise of searches
 */
public record PolicyCheck(@Nullable Calibration calibration, String similarity, double defaultFmr, double defaultFpir) {

    /** The answer to a request. */
    public sealed interface Answer {
        /** In words, for people. */
        String detail();
    }

    /**
     * It can be kept.
     *
     * @param calibrationId that the rules were checked against; null: there is none
     * @param expectedFmr what to expect of a fixed threshold; null: nothing is known, or it is not fixed
     */
    public record Accepted(
            PolicyRules rules,
            @Nullable String calibrationId,
            @Nullable Double expectedFmr,
            String detail) implements Answer {

        /** The policy as the gallery log pins it, from a time on. */
        public EffectivePolicy toEffectivePolicy(Instant now) {
            return rules.toEffectivePolicy(calibrationId, expectedFmr, now);
        }
    }

    /**
     * It cannot.
     *
     * @param reason one of the documented reasons
     */
    public record Refused(String reason, String detail) implements Answer {}

    /** What is wrong with a request whatever the model and the service's settings; empty: nothing. */
    public static Optional<String> problem(PolicyRequest request) {
        return PolicyRanges.problem(request);
    }

    /**
     * Checks a request.
     *
     * @param key its key in topic policies, which names the policy
     * @param version of the policy that comes of it
     */
    public Answer checkRequest(String key, long version, PolicyRequest request) {
        return PolicyRanges.problem(request)
                .or(() -> scaleProblem(request))
                .<Answer>map(problem -> new Refused(Reasons.INVALID_POLICY, problem))
                .orElseGet(() -> inRange(request, toRules(key, version, request)));
    }

    private Answer inRange(PolicyRequest request, PolicyRules rules) {
        Float threshold = request.getFixedThreshold();
        return threshold == null
                ? byRates(
                        rules, orElse(request.getTargetFmr(), defaultFmr), orElse(request.getTargetFpir(), defaultFpir))
                : acceptFixed(rules, threshold);
    }

    /** Why the calibration does not support a policy that is in force already; empty: it does. */
    public Optional<String> problem(PolicyRules inForce) {
        Float threshold = inForce.fixedThreshold();
        Answer answer = threshold == null
                ? byRates(inForce, orElse(inForce.targetFmr(), defaultFmr), orElse(inForce.targetFpir(), defaultFpir))
                : acceptFixed(inForce, threshold);
        return answer instanceof Refused refused ? Optional.of(refused.detail()) : Optional.empty();
    }

    private Optional<String> scaleProblem(PolicyRequest request) {
        Float threshold = request.getFixedThreshold();
        return threshold != null && similarity.equals(SimilaritySpec.COSINE) && Math.abs(threshold) > 1
                ? Optional.of("fixedThreshold=" + threshold + ", allowed is -1 to 1: the similarity is cosine")
                : Optional.empty();
    }

    private PolicyRules toRules(String key, long version, PolicyRequest request) {
        boolean isFixed = request.getFixedThreshold() != null;
        return new PolicyRules(
                key,
                version,
                isFixed ? null : orElse(request.getTargetFmr(), defaultFmr),
                isFixed ? null : orElse(request.getTargetFpir(), defaultFpir),
                request.getFixedThreshold(),
                PolicyRules.toFusionKind(request.getFusion()),
                request.getCandidates(),
                request.getReviewFmr(),
                request.getReviewFpir(),
                request.getReviewFrom(),
                request.getPrior(),
                request.getWithholdSimilarities(),
                request.getGates());
    }

    private static double orElse(@Nullable Double asked, double otherwise) {
        return asked == null ? otherwise : asked;
    }

    private Answer byRates(PolicyRules rules, double targetFmr, double targetFpir) {
        if (calibration == null) {
            return new Refused(Reasons.NO_CALIBRATION, "the model has no calibration: only fixedThreshold is possible");
        }
        Optional<String> contradiction = PolicyRanges.notAboveProblem("reviewFmr", rules.reviewFmr(), targetFmr)
                .or(() -> PolicyRanges.notAboveProblem("reviewFpir", rules.reviewFpir(), targetFpir));
        if (contradiction.isPresent()) {
            return new Refused(Reasons.INVALID_POLICY, contradiction.get());
        }
        SupportedRates supported =
                new SupportedRates(calibration, rules.fusion().name());
        String id = calibration.calibrationId();
        return supported
                .problem(rules, targetFmr, targetFpir)
                .<Answer>map(detail -> new Refused(Reasons.UNSUPPORTED_TARGET, detail))
                .orElseGet(() -> new Accepted(rules, id, null, supported.describeReach(targetFmr, targetFpir)));
    }

    private Answer acceptFixed(PolicyRules rules, float threshold) {
        OptionalDouble expected = calibration == null
                ? OptionalDouble.empty()
                : calibration.expectedFmr(threshold, rules.fusion().name(), 1);
        String detail = expected.isPresent()
                ? "expected FMR " + (float) expected.getAsDouble() + " with one exemplar a subject"
                : "the calibration does not reach this threshold: what to expect of it is not known";
        return new Accepted(
                rules,
                calibration == null ? null : calibration.calibrationId(),
                expected.isPresent() ? expected.getAsDouble() : null,
                detail);
    }
}
