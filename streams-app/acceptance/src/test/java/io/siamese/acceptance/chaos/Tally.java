package io.siamese.acceptance.chaos;

/**
 * What became of images.
 *
 * @param images that were published
 * @param missing images without their decision, or their dead letter
 * @param twice images with two decisions or dead letters, or decisions about none
 * @param misjudged images that were rejected though whole, or not rejected though broken
 */
record Tally(int images, int missing, int twice, int misjudged) {
    static final Tally NONE = new Tally(0, 0, 0, 0);

    Tally plus(Tally other) {
        return new Tally(
                images + other.images, missing + other.missing, twice + other.twice, misjudged + other.misjudged);
    }
}
