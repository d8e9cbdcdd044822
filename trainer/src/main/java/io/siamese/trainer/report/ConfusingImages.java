package io.siamese.trainer.report;

import java.util.List;

/**
 * Shows the images that confuse the encoder.
 *
 * @param falseMatches images of different classes, the most similar first
 * @param falseNonMatches images of one class, the least similar first
 * @param confused for each of the most confused pairs of classes, its two most similar images
 */
public record ConfusingImages(
        List<PicturePair> falseMatches, List<PicturePair> falseNonMatches, List<PicturePair> confused) {

    public static ConfusingImages noImages() {
        return new ConfusingImages(List.of(), List.of(), List.of());
    }
}
