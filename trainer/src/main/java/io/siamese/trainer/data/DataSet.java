package io.siamese.trainer.data;

import io.siamese.encoder.image.Preprocessing;
import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.trainer.data.EncodedClass.EncodedFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Classes in memory: decoded once, about 48 kB for ink of 105 × 105 pixels, and for a photograph five times what the encoder sees.
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
    public static DataSet decode(List<EncodedClass> encoded, Preprocessing preprocessing) throws IOException {
        SampleReader reader = SampleReader.of(preprocessing);
        List<ImageClass> classes = new ArrayList<>();
        for (EncodedClass each : encoded) {
            List<Sample> samples = new ArrayList<>();
            for (EncodedFile file : each.files()) {
                try {
                    samples.add(reader.read(file.bytes()));
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
