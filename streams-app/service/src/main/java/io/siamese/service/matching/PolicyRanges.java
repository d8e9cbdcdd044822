package io.siamese.service.matching;

import io.siamese.events.Fusion;
import io.siamese.events.PolicyRequest;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong with a request for a policy whatever the calibration. */
final class PolicyRanges {
    private static final int MOST_CANDIDATES = 100;

    private PolicyRanges() {}

    static Optional<String> problem(PolicyRequest request) {
        return Stream.of(
                        rateProblem("targetFmr", request.getTargetFmr()),
                        rateProblem("targetFpir", request.getTargetFpir()),
                        rateProblem("reviewFmr", request.getReviewFmr()),
                        rateProblem("reviewFpir", request.getReviewFpir()),
                        rateProblem("prior", request.getPrior()),
                        candidatesProblem(request.getCandidates()),
                        fusionProblem(request),
                        fixedThresholdProblem(request),
                        notAboveProblem("reviewFmr", request.getReviewFmr(), request.getTargetFmr()),
                        notAboveProblem("reviewFpir", request.getReviewFpir(), request.getTargetFpir()),
                        Gates.problem(request.getGates()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** A target of null is one that is left to the service's settings. */
    static Optional<String> notAboveProblem(String field, @Nullable Double review, @Nullable Double target) {
        return review == null || target == null || review > target
                ? Optional.empty()
                : Optional.of(field + "=" + review + ", allowed is a rate above the target " + target);
    }

    private static Optional<String> rateProblem(String field, @Nullable Double value) {
        return value == null || value > 0 && value < 1
                ? Optional.empty()
                : Optional.of(field + "=" + value + ", allowed is above 0 and below 1");
    }

    private static Optional<String> candidatesProblem(int candidates) {
        return candidates >= 1 && candidates <= MOST_CANDIDATES
                ? Optional.empty()
                : Optional.of("candidates=" + candidates + ", allowed are 1 to " + MOST_CANDIDATES);
    }

    private static Optional<String> fusionProblem(PolicyRequest request) {
        if (request.getFusion() == Fusion.UNKNOWN) {
            return Optional.of("fusion is of a later version, allowed are BEST, MEAN and CALIBRATED");
        }
        return request.getFusion() == Fusion.CALIBRATED && request.getFixedThreshold() != null
                ? Optional.of("fixedThreshold is a similarity, and with fusion CALIBRATED scores are likelihood ratios")
                : Optional.empty();
    }

    private static Optional<String> fixedThresholdProblem(PolicyRequest request) {
        Float threshold = request.getFixedThreshold();
        Float reviewFrom = request.getReviewFrom();
        if (threshold == null) {
            return reviewFrom == null
                    ? Optional.empty()
                    : Optional.of("reviewFrom goes with fixedThreshold; targets have reviewFmr and reviewFpir");
        }
        if (request.getTargetFmr() != null
                || request.getTargetFpir() != null
                || request.getReviewFmr() != null
                || request.getReviewFpir() != null) {
            return Optional.of(
                    "fixedThreshold stands instead of targets and their review rates; give one or the other");
        }
        if (!Float.isFinite(threshold)) {
            return Optional.of("fixedThreshold=" + threshold + ", allowed is a number");
        }
        return reviewFrom == null || reviewFrom < threshold
                ? Optional.empty()
                : Optional.of("reviewFrom=" + reviewFrom + ", allowed is below fixedThreshold=" + threshold);
    }
}
