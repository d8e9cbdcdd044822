package io.siamese.trainer.data;

import io.siamese.encoder.image.ImageDecoder;
import io.siamese.encoder.image.ImageLimits;
import io.siamese.encoder.image.InkMoments;
import io.siamese.encoder.image.PhotoCanvas;
import io.siamese.encoder.image.PhotoResize;
import io.siamese.encoder.image.Preprocessing;
import io.siamese.encoder.image.Preprocessor;
import io.siamese.encoder.image.UnreadableImageException;

/** From the bytes of an image to a sample, by the preprocessing of the encoder that is trained. */
@FunctionalInterface
interface SampleReader {

    /** Photographs as cameras store them: 64 MiB, 64 Mi pixels. What a service accepts is for it to say. */
    ImageLimits LIMITS = new ImageLimits(64 << 20, 1L << 26);

    Sample read(byte[] encoded) throws UnreadableImageException;

    static SampleReader of(Preprocessing preprocessing) {
        ImageDecoder decoder = new ImageDecoder(LIMITS);
        if (preprocessing instanceof InkMoments ink) {
            return encoded -> InkSample.of(decoder.decode(encoded), ink);
        }
        PhotoResize photo = (PhotoResize) preprocessing;
        Preprocessor preprocessor = photo.preprocessor(LIMITS);
        return encoded -> new PhotoSample(PhotoCanvas.of(decoder, encoded, photo), preprocessor.apply(encoded));
    }
}
