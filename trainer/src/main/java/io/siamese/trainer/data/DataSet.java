package io.siamese.trainer.data;

import io.siamese.encoder.image.ImageDecoder;
import io.siamese.encoder.image.ImageLimits;
import io.siamese.encoder.image.InkMoments;
import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.trainer.data.EncodedClass.EncodedFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Classes in memory: decoded once, about 48 kB for an image of 105 × 105 pixels.
 *
 * @param classes sorted as their source gave them
 */
public record DataSet(List<ImageClass> classes) {

    public DataSet {
        classes = List.copyOf(classes);
    }

    /**
     * Decodes everything.
     *
     * @throws IOException if an image cannot be read; the message names class, file and reason
     */
    public static DataSet decode(List<EncodedClass> encoded, InkMoments preprocessing) throws IOException {
        ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
        List<ImageClass> classes = new ArrayList<>();
        for (EncodedClass each : encoded) {
            List<Sample> samples = new ArrayList<>();
            for (EncodedFile file : each.files()) {
                try {
                    samples.add(InkSample.of(decoder.decode(file.bytes()), preprocessing));
                } catch (UnreadableImageException e) {
                    throw new IOException(
                            each.group() + "/" + each.name() + "/" + file.name() + ": " + e.getMessage(), e);
                }
            }
            classes.add(new ImageClass(each.group(), each.name(), samples));
        }
        return new DataSet(classes);
    }
}
