package io.siamese.client;

import io.siamese.events.Crop;
import io.siamese.events.Exemplar;
import io.siamese.events.ExemplarKind;
import io.siamese.events.Point;
import io.siamese.schemas.key.ExemplarKey;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says how exemplars are to be compared.
 *
 * @param kind whether they show the subject, or what looks like it and is not
 * @param validUntil compared with probes of before; null: until revoked
 * @param crop the part of the picture to look at, or null for all of it
 * @param points landmarks in the picture, in the order of the encoder's reference points
 * @param address where the image lies, or null if it is in the record
 */
public record ExemplarTerms(
        ExemplarKind kind,
        @Nullable Instant validUntil,
        @Nullable Crop crop,
        List<Point> points,
        @Nullable ImageAddress address) {
    public ExemplarTerms {
        points = List.copyOf(points);
    }

    /** Of whole pictures. */
    public ExemplarTerms(ExemplarKind kind, @Nullable Instant validUntil) {
        this(kind, validUntil, null, List.of(), null);
    }

    /** Positive, until revoked. */
    public static ExemplarTerms ordinary() {
        return new ExemplarTerms(ExemplarKind.POSITIVE, null);
    }

    /** Returns the same terms for a part of a picture: a detector's box, in pixels of the upright picture. */
    public ExemplarTerms withCrop(int x, int y, int width, int height) {
        return new ExemplarTerms(kind, validUntil, new Crop(x, y, width, height), points, address);
    }

    /** Returns the same terms with a detector's landmarks, in pixels of the upright picture. */
    public ExemplarTerms withPoints(List<Point> landmarks) {
        return new ExemplarTerms(kind, validUntil, crop, landmarks, address);
    }

    /** Returns the same terms for an image that lies elsewhere. It is enrolled with no bytes. */
    public ExemplarTerms at(ImageAddress elsewhere) {
        return new ExemplarTerms(kind, validUntil, crop, points, elsewhere);
    }

    /** The record of an image. */
    public Exemplar exemplar(ExemplarKey key, byte[] image) {
        return Exemplar.newBuilder()
                .setGallery(key.gallery())
                .setSubject(key.subject())
                .setExemplar(key.exemplar())
                .setKind(kind)
                .setValidUntil(validUntil)
                .setImage(ByteBuffer.wrap(image))
                .setCrop(crop)
                .setPoints(points)
                .setImageUri(address == null ? null : address.uri())
                .setImageSha256(address == null ? null : address.sha256())
                .build();
    }
}
