package io.siamese.service.verification;

import io.siamese.events.MatchDecision;
import io.siamese.service.flow.Result;

/**
 * The answer to one record of the topic images, as a worker drafts it.
 *
 * @param submission what is answered
 * @param comparison what the decision rests on, or why there is no comparison
 * @param draft the decision; {@link Decisions#complete} makes it ready to be sent
 */
public record ProbeAnswer(Submission submission, Result<Comparison> comparison, MatchDecision draft) {}
