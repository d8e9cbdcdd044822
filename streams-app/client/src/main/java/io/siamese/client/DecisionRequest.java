package io.siamese.client;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Holds one image to decide on. Names are brought into normalization form C, as {@link ExemplarNaming} does.
 *
 * @param imageId the record's key, which the decision repeats
 * @param claimedSubject the subject to verify, or null to search the gallery
 * @param image bytes of an image file (PNG, JPEG, WebP, GIF, BMP or TIFF), neither copied nor looked at
 * @param bare whether the bytes are the value, with headers in place of a {@code Probe}
 * @param minEpoch the gallery epoch to wait for, or null
 */
public record DecisionRequest(
        String imageId,
        String gallery,
        @Nullable String claimedSubject,
        byte[] image,
        boolean bare,
        @Nullable Long minEpoch) {

    private static final String DEFAULT_GALLERY = "default";

    public DecisionRequest {
        gallery = ExemplarNaming.nfc(gallery);
        claimedSubject = claimedSubject == null ? null : ExemplarNaming.nfc(claimedSubject);
    }

    /** Asks who of gallery {@code default} the image shows, under a random image id. */
    public static DecisionRequest search(byte[] image) {
        return search(UUID.randomUUID().toString(), DEFAULT_GALLERY, image);
    }

    /** Asks who of the gallery the image shows. */
    public static DecisionRequest search(String imageId, String gallery, byte[] image) {
        return new DecisionRequest(imageId, gallery, null, image, false, null);
    }

    /** Asks whether the image shows this subject of gallery {@code default}, under a random image id. */
    public static DecisionRequest claim(String subject, byte[] image) {
        return claim(UUID.randomUUID().toString(), DEFAULT_GALLERY, subject, image);
    }

    /** Asks whether the image shows this subject of the gallery. */
    public static DecisionRequest claim(String imageId, String gallery, String subject, byte[] image) {
        return new DecisionRequest(imageId, gallery, subject, image, false, null);
    }

    /** Returns the same request, to be decided no earlier than at this epoch of the gallery. */
    public DecisionRequest notBefore(long epoch) {
        return new DecisionRequest(imageId, gallery, claimedSubject, image, bare, epoch);
    }

    /** Returns the same request, to be published as the image's own bytes. */
    public DecisionRequest asBareImage() {
        return new DecisionRequest(imageId, gallery, claimedSubject, image, true, minEpoch);
    }
}
