package io.siamese.streams.config;

/**
 * What decisions aim at.
 *
 * @param targetFmr false match rate of a 1:1 verification, in (0, 0.5]
 * @param targetFpir false positive identification rate of a 1:N search, in (0, 0.5]
 * @param candidates candidates that a decision names at most
 */
public record PolicyConfig(double targetFmr, double targetFpir, int candidates) {}
