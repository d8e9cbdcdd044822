package io.siamese.service.matching;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.FmrPoint;
import io.siamese.encoder.card.FpirPoint;
import io.siamese.encoder.card.Refusal;
import io.siamese.encoder.card.SimilaritySpec;
import io.siamese.events.EffectivePolicy;
import io.siamese.events.PolicyRequest;
import io.siamese.schemas.Reasons;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
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
        public EffectivePolicy pinned(Instant now) {
            return rules.pinned(calibrationId, expectedFmr, now);
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
    public Answer check(String key, long version, PolicyRequest request) {
        return PolicyRanges.problem(request)
                .or(() -> scaleProblem(request))
                .<Answer>map(problem -> new Refused(Reasons.INVALID_POLICY, problem))
                .orElseGet(() -> request.getFixedThreshold() == null
                        ? byRates(rules(key, version, request))
                        : fixed(rules(key, version, request)));
    }

    /** Why the calibration does not support a policy that is in force already; empty: it does. */
    public Optional<String> problem(PolicyRules inForce) {
        Answer answer = inForce.fixedThreshold() == null ? byRates(inForce) : fixed(inForce);
        return answer instanceof Refused refused ? Optional.of(refused.detail()) : Optional.empty();
    }

    private Optional<String> scaleProblem(PolicyRequest request) {
        Float threshold = request.getFixedThreshold();
        return threshold != null && similarity.equals(SimilaritySpec.COSINE) && Math.abs(threshold) > 1
                ? Optional.of("fixedThreshold=" + threshold + ", allowed is -1 to 1: the similarity is cosine")
                : Optional.empty();
    }

    private PolicyRules rules(String key, long version, PolicyRequest request) {
        boolean isFixed = request.getFixedThreshold() != null;
        return new PolicyRules(
                key,
                version,
                isFixed ? null : orElse(request.getTargetFmr(), defaultFmr),
                isFixed ? null : orElse(request.getTargetFpir(), defaultFpir),
                request.getFixedThreshold(),
                PolicyRules.fusion(request.getFusion()),
                request.getCandidates(),
                request.getReviewFmr(),
                request.getReviewFpir(),
                request.getReviewFrom(),
                request.getPrior(),
                request.getWithholdSimilarities(),
                request.getGates());
    }

    private static Double orElse(@Nullable Double asked, double otherwise) {
        return asked == null ? otherwise : asked;
    }

    private Answer byRates(PolicyRules rules) {
        if (calibration == null) {
            return new Refused(Reasons.NO_CALIBRATION, "the model has no calibration: only fixedThreshold is possible");
        }
        Optional<String> contradiction = PolicyRanges.notAbove("reviewFmr", rules.reviewFmr(), rules.targetFmr())
                .or(() -> PolicyRanges.notAbove("reviewFpir", rules.reviewFpir(), rules.targetFpir()));
        if (contradiction.isPresent()) {
            return new Refused(Reasons.INVALID_POLICY, contradiction.get());
        }
        String fusion = rules.fusion().name();
        Optional<String> problem = unsupportedFmr("targetFmr", rules.targetFmr(), fusion)
                .or(() -> unsupportedFpir("targetFpir", rules.targetFpir(), fusion))
                .or(() -> unsupportedFmr("reviewFmr", rules.reviewFmr(), fusion))
                .or(() -> unsupportedFpir("reviewFpir", rules.reviewFpir(), fusion));
        return problem.<Answer>map(detail -> new Refused(Reasons.UNSUPPORTED_TARGET, detail))
                .orElseGet(() -> new Accepted(rules, calibration.calibrationId(), null, support(rules, fusion)));
    }

    private Answer fixed(PolicyRules rules) {
        OptionalDouble expected = calibration == null
                ? OptionalDouble.empty()
                : calibration.expectedFmr(rules.fixedThreshold(), rules.fusion().name(), 1);
        String detail = expected.isPresent()
                ? "expected FMR " + (float) expected.getAsDouble() + " with one exemplar a subject"
                : "the calibration does not reach this threshold: what to expect of it is not known";
        return new Accepted(
                rules,
                calibration == null ? null : calibration.calibrationId(),
                expected.isPresent() ? expected.getAsDouble() : null,
                detail);
    }

    private Optional<String> unsupportedFmr(String field, @Nullable Double rate, String fusion) {
        if (rate == null || calibration.atFmr(rate, fusion, 1).isPresent()) {
            return Optional.empty();
        }
        DoubleStream known = calibration.fmr().stream()
                .filter(point -> point.fusion().equals(fusion))
                .mapToDouble(FmrPoint::fmr);
        return Optional.of(refusal(field, rate, fusion, known, "FMR"));
    }

    private Optional<String> unsupportedFpir(String field, @Nullable Double rate, String fusion) {
        if (rate == null || calibration.atFpir(rate, fusion, 1, 1).isPresent()) {
            return Optional.empty();
        }
        DoubleStream known = calibration.fpir().stream()
                .filter(point -> point.fusion().equals(fusion))
                .mapToDouble(FpirPoint::fpir);
        return Optional.of(refusal(field, rate, fusion, known, "FPIR"));
    }

    private String refusal(String field, double rate, String fusion, DoubleStream known, String kind) {
        TreeSet<Double> supported = known.boxed().collect(Collectors.toCollection(TreeSet::new));
        String because = calibration.refusals().stream()
                .filter(refusal -> refusal.target().startsWith(kind + " " + rate + ",")
                        && refusal.target().contains(fusion))
                .map(Refusal::reason)
                .findFirst()
                .map(reason -> ": " + reason)
                .orElse("");
        return field + "=" + rate + ": calibration " + calibration.calibrationId() + " supports for fusion " + fusion
                + " " + supported + because;
    }

    /** How far the promise reaches. */
    private String support(PolicyRules rules, String fusion) {
        OptionalInt exemplars = calibration.fmr().stream()
                .filter(point -> point.fusion().equals(fusion))
                .mapToInt(FmrPoint::exemplars)
                .filter(n -> calibration.atFmr(rules.targetFmr(), fusion, n).isPresent())
                .max();
        return "FMR " + rules.targetFmr() + " is supported up to " + exemplars.orElse(0) + " exemplars a subject, FPIR "
                + rules.targetFpir() + " up to " + searched(rules, fusion, exemplars.orElse(0)) + " subjects";
    }

    /** The greatest N of searches; where it is not the same for all numbers of exemplars, by these. */
    private String searched(PolicyRules rules, String fusion, int mostExemplars) {
        TreeMap<Integer, Integer> most = new TreeMap<>();
        calibration.fpir().stream()
                .filter(point -> point.fusion().equals(fusion))
                .filter(point -> calibration
                        .atFpir(rules.targetFpir(), fusion, point.exemplars(), point.subjects())
                        .isPresent())
                .forEach(point -> most.merge(point.exemplars(), point.subjects(), Math::max));
        if (most.isEmpty()) {
            return "0";
        }
        boolean alike = most.lastKey() >= mostExemplars && new TreeSet<>(most.values()).size() == 1;
        return alike
                ? most.firstEntry().getValue().toString()
                : most.entrySet().stream()
                        .map(known -> known.getValue() + " (" + known.getKey() + " of each)")
                        .collect(Collectors.joining(", "));
    }
}
