package io.siamese.console.room.trial;

import io.siamese.events.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the service would decide, as far as the console can tell. The fields have the names of {@code MatchDecision}.
 *
 * @param claimedSubject null: a search
 * @param reviewFrom score from which people decide; null: no review zone
 * @param policy name of the policy in force; {@code default} where there is none, and the service's usual settings are assumed
 * @param subjects that could be candidates
 */
record TrialVerdict(
        String gallery,
        @Nullable String claimedSubject,
        Outcome outcome,
        @Nullable String reason,
        List<Ranked> candidates,
        @Nullable Float threshold,
        @Nullable Float reviewFrom,
        float noise,
        @Nullable Double expectedFmr,
        @Nullable Double expectedFpir,
        String fusion,
        String policy,
        int subjects) {

    /** A subject in the ranking. */
    record Ranked(
            String subject,
            String exemplar,
            float similarity,
            float score,
            @Nullable Double log10LikelihoodRatio,
            int exemplars,
            @Nullable String negativeExemplar,
            @Nullable Float negativeSimilarity) {}
}
