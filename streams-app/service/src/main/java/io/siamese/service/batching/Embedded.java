package io.siamese.service.batching;

/**
 * Holds the embedding of an image beside what the image belongs to.
 *
 * @param subject what the image belongs to
 * @param values float[d], of unit length where the similarity is cosine; not to be changed
 */
public record Embedded<T>(T subject, float[] values) {}
