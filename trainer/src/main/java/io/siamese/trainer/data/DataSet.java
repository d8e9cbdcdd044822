package io.siamese.trainer.data;

import io.siamese.encoder.image.ImageLimits;
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

    /** Photographs as cameras store them: 64 MiB, 64 Mi pixels. What a service accepts is for it to say. */
    public static final ImageLimits LIMITS = new ImageLimits(64 << 20, 1L << 26);

    private static final int NAMED = 5;

    public DataSet {
        classes = List.copyOf(classes);
    }

    /**
     * Decodes everything.
     *
     * @throws IOException if images cannot be read; the message counts them, and names the first with the reasons
     */
    public static DataSet decode(List<EncodedClass> encoded, Preprocessing preprocessing) throws IOException {
        SampleReader reader = SampleReader.forPreprocessing(preprocessing);
        List<ImageClass> classes = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        for (EncodedClass each : encoded) {
            List<Sample> samples = new ArrayList<>();
            for (EncodedFile file : each.files()) {
                try {
                    samples.add(reader.readSample(file.bytes()));
                } catch (UnreadableImageException e) {
                    unreadable.add(each.groupAndName() + "/" + file.name() + ": " + e.getMessage());
                }
            }
            classes.add(new ImageClass(each.group(), each.name(), samples));
        }
        if (!unreadable.isEmpty()) {
            throw new IOException(describeUnreadable(unreadable));
        }
        return new DataSet(classes);
    }

    private static String describeUnreadable(List<String> unreadable) {
        int more = unreadable.size() - NAMED;
        return (unreadable.size() == 1 ? "1 image" : unreadable.size() + " images") + " cannot be read: "
                + String.join("; ", unreadable.subList(0, Math.min(NAMED, unreadable.size())))
                + (more > 0 ? "; and " + more + " more" : "");
    }
}
