package io.siamese.streams.config;

/**
 * Limits of what is decoded.
 *
 * @param maxBytes bytes of an encoded image, inclusive
 * @param maxPixels width times height, inclusive
 */
public record ImagesConfig(int maxBytes, long maxPixels) {}
