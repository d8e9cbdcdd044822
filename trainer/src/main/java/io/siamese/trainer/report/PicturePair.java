package io.siamese.trainer.report;

/** Two images that were compared, and how alike they came out. */
public record PicturePair(ImageViews one, ImageViews other, float similarity) {}
