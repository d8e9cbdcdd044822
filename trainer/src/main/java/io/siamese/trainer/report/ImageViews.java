package io.siamese.trainer.report;

/**
 * One image, twice.
 *
 * @param caption class and file
 * @param file data URI of the image as in its file
 * @param seen data URI of what the encoder is given
 */
public record ImageViews(String caption, String file, String seen) {}
