package io.siamese.encoder.image.prepare;

import io.siamese.encoder.image.ImageLimits;
import io.siamese.encoder.image.InkMoments;
import io.siamese.encoder.image.PhotoResize;
import io.siamese.encoder.image.Preprocessing;
import io.siamese.encoder.image.Preprocessor;
import io.siamese.encoder.image.file.ImageDecoder;
import io.siamese.encoder.image.ink.MomentNormaliser;
import io.siamese.encoder.image.photo.PhotoResizer;

/** Makes the preprocessor that a model card asks for. */
public final class Preprocessors {
    private Preprocessors() {}

    /** Makes the implementation of {@code preprocessing}. It reads files within {@code limits}. */
    public static Preprocessor create(Preprocessing preprocessing, ImageLimits limits) {
        ImageDecoder decoder = new ImageDecoder(limits, preprocessing.reading());
        if (preprocessing instanceof InkMoments ink) {
            return new MomentNormaliser(ink, decoder);
        }
        return new PhotoResizer((PhotoResize) preprocessing, decoder);
    }
}
