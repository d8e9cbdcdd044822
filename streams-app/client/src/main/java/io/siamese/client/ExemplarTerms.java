package io.siamese.client;

import io.siamese.events.Exemplar;
import io.siamese.events.ExemplarKind;
import io.siamese.schemas.key.ExemplarKey;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Says how exemplars are to be compared.
 *
 * @param kind whether they show the subject, or what looks like it and is not
 * @param validUntil compared with probes of before; null: until revoked
 */
public record ExemplarTerms(ExemplarKind kind, @Nullable Instant validUntil) {
    /** Positive, until revoked. */
    public static ExemplarTerms ordinary() {
        return new ExemplarTerms(ExemplarKind.POSITIVE, null);
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
                .build();
    }
}
