package io.siamese.service.fetching;

import io.siamese.events.Exemplar;
import io.siamese.events.Probe;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Tells which records say where their image lies, in place of the image. */
public final class References {
    private References() {}

    /** Where the image of a probe lies; null: it is in the record. */
    public static @Nullable ImageReference findReference(Probe probe, String topic, int partition, long offset) {
        return findReference(probe.getImage(), probe.getImageUri(), probe.getImageSha256(), topic, partition, offset);
    }

    /** Where the image of an exemplar lies; null: it is in the record. */
    public static @Nullable ImageReference findReference(Exemplar exemplar, String topic, int partition, long offset) {
        return findReference(
                exemplar.getImage(), exemplar.getImageUri(), exemplar.getImageSha256(), topic, partition, offset);
    }

    private static @Nullable ImageReference findReference(
            ByteBuffer image, @Nullable String uri, @Nullable String sha256, String topic, int partition, long offset) {
        return uri == null || image.hasRemaining() ? null : new ImageReference(topic, partition, offset, uri, sha256);
    }
}
