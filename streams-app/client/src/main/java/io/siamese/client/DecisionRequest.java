package io.siamese.client;

import io.siamese.events.Crop;
import io.siamese.events.Point;
import java.util.List;
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
 * @param crop the part of the picture to look at, or null for all of it
 * @param points landmarks in the picture, in the order of the encoder's reference points
 * @param address where the image lies, or null if it is {@code image}
 */
public record DecisionRequest(
        String imageId,
        String gallery,
        @Nullable String claimedSubject,
        byte[] image,
        boolean bare,
        @Nullable Long minEpoch,
        @Nullable Crop crop,
        List<Point> points,
        @Nullable ImageAddress address) {

    private static final byte[] NO_BYTES = {};
    private static final String DEFAULT_GALLERY = "default";

    public DecisionRequest {
        points = List.copyOf(points);
        if (bare && address != null) {
            throw new IllegalArgumentException("an image that lies elsewhere cannot be published as a bare image");
        }
        gallery = ExemplarNaming.nfc(gallery);
        claimedSubject = claimedSubject == null ? null : ExemplarNaming.nfc(claimedSubject);
    }

    /** About a whole picture, whose bytes are given. */
    public DecisionRequest(
            String imageId,
            String gallery,
            @Nullable String claimedSubject,
            byte[] image,
            boolean bare,
            @Nullable Long minEpoch) {
        this(imageId, gallery, claimedSubject, image, bare, minEpoch, null, List.of(), null);
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
        return new DecisionRequest(imageId, gallery, claimedSubject, image, bare, epoch, crop, points, address);
    }

    /** Returns the same request, to be published as the image's own bytes. */
    public DecisionRequest asBareImage() {
        return new DecisionRequest(imageId, gallery, claimedSubject, image, true, minEpoch, crop, points, address);
    }

    /**
     * Returns the same request about a part of the picture: a detector's box, in pixels of the upright picture. A picture with
     * several objects makes several requests, with an image id each.
     */
    public DecisionRequest withCrop(int x, int y, int width, int height) {
        return new DecisionRequest(
                imageId,
                gallery,
                claimedSubject,
                image,
                bare,
                minEpoch,
                new Crop(x, y, width, height),
                points,
                address);
    }

    /** Returns the same request with a detector's landmarks, in pixels of the upright picture. */
    public DecisionRequest withPoints(List<Point> landmarks) {
        return new DecisionRequest(imageId, gallery, claimedSubject, image, bare, minEpoch, crop, landmarks, address);
    }

    /** Returns the same request about an image that lies elsewhere, in place of the bytes. It is never published as a bare image. */
    public DecisionRequest at(ImageAddress elsewhere) {
        return new DecisionRequest(
                imageId, gallery, claimedSubject, NO_BYTES, false, minEpoch, crop, points, elsewhere);
    }
}
