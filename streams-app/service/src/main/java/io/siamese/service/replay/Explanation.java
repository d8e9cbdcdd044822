package io.siamese.service.replay;

import io.siamese.events.MatchDecision;
import io.siamese.service.matching.PolicyRules;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells one decision in full.
 *
 * @param place topic-partition-offset of the decision
 * @param writtenAt when the broker took it
 * @param thresholdFrom where the threshold came from, in words
 * @param replay whether the same comes out again
 */
public record Explanation(
        MatchDecision decision,
        String place,
        Instant writtenAt,
        Image image,
        Rules rules,
        String thresholdFrom,
        EncoderUsed encoder,
        GalleryThen gallery,
        ReplayFinding replay) {

    public Explanation {
        decision = MatchDecision.newBuilder(decision).build();
    }

    /**
     * The image that was decided on.
     *
     * @param source topic-partition-offset
     * @param isThere whether its record is still there; the rest is only known then
     * @param bytes length of the image in the record; 0: it lies elsewhere
     * @param sha256 of these bytes, or as stated of an image that lies elsewhere
     * @param uri where it lies elsewhere
     */
    public record Image(
            String source,
            boolean isThere,
            @Nullable Instant publishedAt,
            int bytes,
            @Nullable String sha256,
            @Nullable String uri) {}

    /**
     * The policy as it stood.
     *
     * @param policy null: it is not known any more
     * @param record offset in the gallery log; -1: the settings are meant, as they are here
     */
    public record Rules(@Nullable PolicyRules policy, long record) {}

    /**
     * The encoder that decided.
     *
     * @param since offset of the gallery log's record that made it the one that decides; -1: not known
     * @param isLoaded whether its model is here
     * @param madeOn what its calibration was made on; null: not known here
     */
    public record EncoderUsed(
            long since, boolean isLoaded, @Nullable String madeOn) {}

    /**
     * What the image was compared with: the gallery's templates of that encoder at the decision's epoch.
     *
     * @param doubt why this may not be all, or nothing is known; null: it is all
     * @param digest SHA-256 over the references in the order of their keys, each as {@code key offset digest} and a line break
     * @param references of the claimed subject and of all candidates; the others are only counted
     */
    public record GalleryThen(
            int subjects, int templates, @Nullable String doubt, String digest, List<Reference> references) {

        public GalleryThen {
            references = List.copyOf(references);
        }
    }

    /**
     * A template that stood in the gallery.
     *
     * @param key of its exemplar
     * @param record offset in the gallery log
     * @param image topic-partition-offset of the exemplar
     * @param imageSha256 of the exemplar's image
     */
    public record Reference(
            String key,
            String subject,
            String exemplar,
            String kind,
            long record,
            String image,
            String imageSha256,
            Instant enrolledAt,
            @Nullable Instant validUntil) {}
}
