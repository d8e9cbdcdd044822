package io.siamese.encoder.image;

/**
 * Holds how much an image shows, as {@link InkMeasure} finds it.
 *
 * @param contrast difference of the lightest and the darkest pixel, 0 to 255
 * @param ink share of the pixels that carry ink, 0 to 1
 */
public record ImageMeasures(int contrast, double ink) {}
