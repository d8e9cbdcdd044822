package io.siamese.cli;

import io.siamese.events.Fusion;
import io.siamese.events.PolicyRequest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that make up a request for a policy. What is allowed is said by the answer. */
final class PolicyOptions {
    /** The fusions of this release. */
    enum KnownFusion {
        BEST,
        MEAN,
        CALIBRATED
    }

    @Option(names = "--fmr", paramLabel = "RATE", description = "Wanted false match rate of 1:1.")
    private @Nullable Double fmr;

    @Option(names = "--fpir", paramLabel = "RATE", description = "Wanted false positive identification rate of 1:N.")
    private @Nullable Double fpir;

    @Option(names = "--threshold", paramLabel = "SIMILARITY", description = "A fixed similarity instead of both.")
    private @Nullable Float threshold;

    @Option(
            names = "--fusion",
            defaultValue = "BEST",
            description =
                    "How several exemplars become one score: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private KnownFusion fusion = KnownFusion.BEST;

    @Option(
            names = "--candidates",
            paramLabel = "K",
            defaultValue = "5",
            description = "Candidates in a decision at most. Default: ${DEFAULT-VALUE}.")
    private int candidates = 5;

    @Option(names = "--review-fmr", paramLabel = "RATE", description = "From here to --fmr, 1:1 is UNCERTAIN.")
    private @Nullable Double reviewFmr;

    @Option(names = "--review-fpir", paramLabel = "RATE", description = "From here to --fpir, 1:N is UNCERTAIN.")
    private @Nullable Double reviewFpir;

    @Option(names = "--review-from", paramLabel = "SIMILARITY", description = "From here to --threshold: UNCERTAIN.")
    private @Nullable Float reviewFrom;

    @Option(
            names = "--prior",
            paramLabel = "P",
            description = "Probability that a probe shows its candidate before it is looked at.")
    private @Nullable Double prior;

    @Option(names = "--withhold-similarities", description = "Leave similarities out of decisions.")
    private boolean withhold;

    @Option(names = "--gate", paramLabel = "NAME=LIMIT", description = "A gate of enrolment; can be given again.")
    private Map<String, Double> gates = new HashMap<>();

    PolicyRequest request() {
        return PolicyRequest.newBuilder()
                .setTargetFmr(fmr)
                .setTargetFpir(fpir)
                .setFixedThreshold(threshold)
                .setFusion(Fusion.valueOf(fusion.name()))
                .setCandidates(candidates)
                .setReviewFmr(reviewFmr)
                .setReviewFpir(reviewFpir)
                .setReviewFrom(reviewFrom)
                .setPrior(prior)
                .setWithholdSimilarities(withhold)
                .setGates(gates)
                .build();
    }
}
