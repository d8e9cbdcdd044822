package io.siamese.service.config;

import java.time.Duration;
import java.util.List;

/**
 * Says which images may lie outside of their records, and bounds the fetching of them.
 *
 * @param allowed prefixes of URIs; none: images must be in their records
 * @param maxBytes longest image
 * @param parallel images that are fetched or wait to be decoded at once
 * @param timeout of one attempt
 * @param giveUp after which an image is given up that alone cannot be fetched while its store answers
 */
public record ImageUriConfig(List<String> allowed, int maxBytes, int parallel, Duration timeout, Duration giveUp) {
    public ImageUriConfig {
        allowed = List.copyOf(allowed);
    }
}
