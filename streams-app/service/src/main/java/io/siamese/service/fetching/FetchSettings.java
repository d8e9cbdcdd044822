package io.siamese.service.fetching;

import java.time.Duration;

/**
 * Bounds the fetching of images.
 *
 * @param allowed what may be fetched
 * @param maxBytes longest image
 * @param parallel images that are fetched or wait to be decoded at once, besides one of each partition
 * @param timeout of one attempt
 * @param giveUp after which an image is given up that alone cannot be fetched while its store answers
 */
public record FetchSettings(AllowedPrefixes allowed, int maxBytes, int parallel, Duration timeout, Duration giveUp) {}
