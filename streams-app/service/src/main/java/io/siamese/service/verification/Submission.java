package io.siamese.service.verification;

import io.siamese.events.Probe;
import io.siamese.events.Source;
import io.siamese.service.flow.Result;

/**
 * An input record of the topic images: where it came from, and the probe in it, or why it is refused.
 *
 * @param source topic, partition and offset
 * @param key what its decision is keyed with
 * @param imageId the key as text, or topic-partition-offset where there is none that is readable
 * @param at record time in milliseconds
 * @param probe what was asked; a rejection where the record is refused before its image is looked at
 */
record Submission(Source source, byte[] key, String imageId, long at, Result<Probe> probe) {}
