package io.siamese.trainer.data;

import io.siamese.encoder.image.InkMoments;
import io.siamese.encoder.image.PhotoResize;
import io.siamese.encoder.image.Preprocessing;
import io.siamese.encoder.image.Preprocessor;
import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.image.file.ImageDecoder;
import io.siamese.encoder.image.photo.PhotoCanvas;
import io.siamese.encoder.image.prepare.Preprocessors;

/** Turns the bytes of an image into a sample, by the preprocessing of the encoder that is trained. */
@FunctionalInterface
interface SampleReader {

    Sample readSample(byte[] encoded) throws UnreadableImageException;

    static SampleReader forPreprocessing(Preprocessing preprocessing) {
        ImageDecoder decoder = new ImageDecoder(DataSet.LIMITS);
        if (preprocessing instanceof InkMoments ink) {
            return encoded -> InkSample.fromImage(decoder.decode(encoded), ink);
        }
        PhotoResize photo = (PhotoResize) preprocessing;
        Preprocessor preprocessor = Preprocessors.create(photo, DataSet.LIMITS);
        return encoded -> new PhotoSample(PhotoCanvas.prepare(decoder, encoded, photo), preprocessor.apply(encoded));
    }
}
