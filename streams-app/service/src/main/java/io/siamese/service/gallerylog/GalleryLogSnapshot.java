package io.siamese.service.gallerylog;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.siamese.events.EffectivePolicy;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.key.MalformedKeyException;
import io.siamese.service.gallery.GallerySnapshot;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds what the gallery log says to one encoder, read up to an offset. Immutable.
 *
 * @param position offset up to which the log was read, exclusive
 * @param galleries the encoder's templates
 * @param unreadable keys of exemplars whose template cannot be read
 * @param activeEncoder the encoder that the log names
 * @param policies in force, by the key in topic policies
 * @param answered the latest answer of this encoder's application, by the request's key
 */
public record GalleryLogSnapshot(
        long position,
        GallerySnapshot galleries,
        Set<String> unreadable,
        Optional<String> activeEncoder,
        Map<String, EffectivePolicy> policies,
        Map<String, Answer> answered) {
    /** Stands for the exemplar behind a template that cannot be read: one that is long gone unless there still is one. */
    private static final long LONG_GONE = -1;

    /**
     * An answer to a request for a policy.
     *
     * @param offset of the request; -1: none
     * @param calibrationId that the request was checked against; null: none, or it was not checked
     */
    public record Answer(long offset, @Nullable String calibrationId) {}

    /**
     * The offset of the exemplar behind each template, by the exemplar's key. It is made anew by each call, and is as large as
     * the galleries have templates.
     */
    public NavigableMap<String, Long> exemplarOffsets() {
        NavigableMap<String, Long> offsets = new TreeMap<>();
        galleries.forEachTemplate((gallery, subject, exemplar, offset) ->
                offsets.put(new ExemplarKey(gallery, subject, exemplar).text(), offset));
        unreadable.forEach(key -> offsets.put(key, LONG_GONE));
        return offsets;
    }

    /**
     * Whether there is a template of an exemplar.
     *
     * @param exemplar its key; a malformed one has none
     */
    public boolean holdsTemplate(String exemplar) {
        try {
            ExemplarKey key = ExemplarKey.parse(exemplar.getBytes(US_ASCII));
            return unreadable.contains(exemplar)
                    || galleries.holdsTemplate(key.gallery(), key.subject(), key.exemplar());
        } catch (MalformedKeyException e) {
            return false;
        }
    }
}
