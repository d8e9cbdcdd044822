package io.siamese.service.config;

import org.jspecify.annotations.Nullable;

/**
 * Holds the error rates, or the threshold, that decisions aim at where no policy says otherwise.
 *
 * @param targetFmr false match rate of a 1:1 verification, in (0, 0.5]
 * @param targetFpir false positive identification rate of a 1:N search, in (0, 0.5]
 * @param threshold a similarity on the model's scale, cosine: [-1, 1], instead of both targets, or null
 * @param candidates candidates that a decision names at most
 */
public record PolicyConfig(
        double targetFmr, double targetFpir, @Nullable Float threshold, int candidates) {}
