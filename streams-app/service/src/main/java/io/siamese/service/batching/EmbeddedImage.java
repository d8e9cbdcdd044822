package io.siamese.service.batching;

import io.siamese.encoder.image.ImageMeasures;

/**
 * Holds the embedding of an image beside what the image belongs to.
 *
 * @param subject what the image belongs to
 * @param measures how much the image shows
 * @param values float[d], of unit length where the similarity is cosine; not to be changed
 */
public record EmbeddedImage<T>(T subject, ImageMeasures measures, float[] values) {}
