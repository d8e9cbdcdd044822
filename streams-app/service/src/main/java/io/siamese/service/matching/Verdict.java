package io.siamese.service.matching;

import io.siamese.events.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a policy applied to candidates.
 *
 * @param outcome MATCH, NO_MATCH, UNCERTAIN or NO_REFERENCE
 * @param reason why, where the outcome does not say it all
 * @param subject the matched subject, on MATCH only
 * @param margin score of the best candidate minus the runner-up's; null with fewer than two candidates
 * @param threshold what the best score was compared with; null where nothing was compared
 * @param noise numerical noise of the scores
 */
public record Verdict(
        Outcome outcome,
        @Nullable String reason,
        @Nullable String subject,
        @Nullable Float margin,
        @Nullable Threshold threshold,
        float noise) {}
