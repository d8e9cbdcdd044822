package io.siamese.service.verification;

import io.siamese.events.MatchDecision;
import io.siamese.service.flow.Result;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one record of the topic images, as a worker drafts it.
 *
 * @param submission what is answered
 * @param comparison what the decision rests on, or why there is no comparison
 * @param draft the decision; {@link Decisions#complete} makes it ready to be sent
 * @param activeEncoder the encoder that the gallery log names at the draft's epoch; null while it names none
 */
public record ProbeAnswer(
        Submission submission,
        Result<Comparison> comparison,
        MatchDecision draft,
        @Nullable String activeEncoder) {

    /** Whether the log names another encoder at the draft's epoch than the one that drafted it. */
    boolean isByAnother() {
        return activeEncoder != null && !activeEncoder.equals(draft.getEncoderId());
    }
}
