package io.siamese.client;

import org.jspecify.annotations.Nullable;

/**
 * One image to decide on.
 *
 * @param imageId the record's key
 * @param claimedSubject the subject to verify, or null to search the gallery
 * @param image PNG or JPEG bytes, neither copied nor looked at
 * @param bare whether the bytes are the value, with headers in place of a {@code Probe}
 * @param minEpoch the gallery epoch to wait for, or null
 */
public record Submission(
        String imageId,
        String gallery,
        @Nullable String claimedSubject,
        byte[] image,
        boolean bare,
        @Nullable Long minEpoch) {

    /** A search of a gallery. */
    public static Submission search(String imageId, String gallery, byte[] image) {
        return new Submission(imageId, gallery, null, image, false, null);
    }

    /** A verification of a claim. */
    public static Submission claim(String imageId, String gallery, String subject, byte[] image) {
        return new Submission(imageId, gallery, subject, image, false, null);
    }

    /** The same, decided no earlier than at this epoch of the gallery. */
    public Submission notBefore(long epoch) {
        return new Submission(imageId, gallery, claimedSubject, image, bare, epoch);
    }

    /** The same, as the image's own bytes. */
    public Submission asBareImage() {
        return new Submission(imageId, gallery, claimedSubject, image, true, minEpoch);
    }
}
