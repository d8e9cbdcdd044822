package io.siamese.service.verification;

import io.siamese.events.Probe;
import io.siamese.events.Source;
import org.jspecify.annotations.Nullable;

/**
 * An input record of the topic images: where it came from, and the probe in it, or why there is none.
 *
 * @param source topic, partition and offset
 * @param key what its decision is keyed with
 * @param imageId the key as text, or topic-partition-offset where there is none that is readable
 * @param probe what was asked; with its contract defaults where nothing is known
 * @param rejection the documented reason why it cannot be compared; null: it can
 * @param at record time in milliseconds
 */
record Submission(
        Source source,
        byte[] key,
        String imageId,
        Probe probe,
        @Nullable String rejection,
        long at) {}
