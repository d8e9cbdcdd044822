package io.siamese.service.matching;

import io.siamese.encoder.card.FusionKind;
import io.siamese.events.EffectivePolicy;
import io.siamese.events.Fusion;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a policy asks for, before a calibration makes thresholds of it.
 *
 * @param name as decisions state it: a gallery's key, {@code *}, or {@code default} and {@code fixed} by the settings
 * @param version growing with each change; 0 by the settings
 * @param targetFmr wanted false match rate of a verification; null with a fixed threshold only
 * @param targetFpir wanted false positive identification rate of a search; null with a fixed threshold only
 * @param fixedThreshold a similarity instead of both; null: none
 * @param fusion what makes a subject's score of its exemplars' similarities
 * @param candidates greatest number of candidates in a decision, at least 1
 * @param reviewFmr rate whose threshold begins the review zone of a verification; null: none
 * @param reviewFpir likewise of a search
 * @param reviewFrom similarity from which the review zone of a fixed threshold begins; null: none
 * @param prior probability of a mated probe before the image is seen, in (0, 1); null: not stated
 * @param withholdSimilarities whether decisions leave out whatever similarities could be told from
 * @param gates of enrolment, by name
 */
public record PolicyRules(
        String name,
        long version,
        @Nullable Double targetFmr,
        @Nullable Double targetFpir,
        @Nullable Float fixedThreshold,
        FusionKind fusion,
        int candidates,
        @Nullable Double reviewFmr,
        @Nullable Double reviewFpir,
        @Nullable Float reviewFrom,
        @Nullable Double prior,
        boolean withholdSimilarities,
        Map<String, Double> gates) {

    public PolicyRules {
        gates = Map.copyOf(gates);
    }

    /** By error rates, one best exemplar counting, and nothing else asked for. */
    public static PolicyRules byRates(String name, double targetFmr, double targetFpir, int candidates) {
        return new PolicyRules(
                name,
                0,
                targetFmr,
                targetFpir,
                null,
                FusionKind.BEST,
                candidates,
                null,
                null,
                null,
                null,
                false,
                Map.of());
    }

    /** The same, but that the best exemplar counts. */
    public PolicyRules withBestFusion() {
        return new PolicyRules(
                name,
                version,
                targetFmr,
                targetFpir,
                fixedThreshold,
                FusionKind.BEST,
                candidates,
                reviewFmr,
                reviewFpir,
                reviewFrom,
                prior,
                withholdSimilarities,
                gates);
    }

    /** Reads what the gallery log pins. */
    public static PolicyRules of(EffectivePolicy pinned) {
        return new PolicyRules(
                pinned.getPolicy(),
                pinned.getVersion(),
                pinned.getTargetFmr(),
                pinned.getTargetFpir(),
                pinned.getFixedThreshold(),
                toFusionKind(pinned.getFusion()),
                Math.max(1, pinned.getCandidates()),
                pinned.getReviewFmr(),
                pinned.getReviewFpir(),
                pinned.getReviewFrom(),
                pinned.getPrior(),
                pinned.getWithholdSimilarities(),
                pinned.getGates());
    }

    /** Converts the contract's fusion, of which a later version may know more. */
    static FusionKind toFusionKind(Fusion fusion) {
        return FusionKind.valueOf(fusion.name());
    }

    /**
     * What the gallery log is to pin.
     *
     * @param calibrationId that the rules were checked against; null: there is none
     * @param expectedFmr what to expect of a fixed threshold; null: nothing is known, or it is not fixed
     */
    public EffectivePolicy toEffectivePolicy(
            @Nullable String calibrationId, @Nullable Double expectedFmr, Instant now) {
        return EffectivePolicy.newBuilder()
                .setPolicy(name)
                .setVersion(version)
                .setCalibrationId(calibrationId)
                .setTargetFmr(targetFmr)
                .setTargetFpir(targetFpir)
                .setFixedThreshold(fixedThreshold)
                .setFusion(Fusion.valueOf(fusion.name()))
                .setCandidates(candidates)
                .setReviewFrom(reviewFrom)
                .setPrior(prior)
                .setWithholdSimilarities(withholdSimilarities)
                .setGates(gates)
                .setEffectiveAt(now)
                .setReviewFmr(reviewFmr)
                .setReviewFpir(reviewFpir)
                .setExpectedFmr(expectedFmr)
                .build();
    }
}
