package io.siamese.console.gallery;

import io.siamese.events.ExemplarKind;
import io.siamese.schemas.key.ExemplarKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A template of the gallery log.
 *
 * @param encoderId the encoder that embedded
 * @param embedding float {@code [D]}, which nobody may write to
 * @param validUntil null: until revoked
 * @param flags what the gates found, as the template names it
 */
public record EnrolledTemplate(
        String encoderId,
        ExemplarKey key,
        ExemplarKind kind,
        float[] embedding,
        @Nullable Instant validUntil,
        Instant enrolledAt,
        List<String> flags) {

    /** Whether it can make its subject a candidate at this time. */
    public boolean isCandidate(Instant now) {
        return kind == ExemplarKind.POSITIVE && isValid(now);
    }

    /** Whether it is compared with probes of this time. */
    public boolean isValid(Instant now) {
        return validUntil == null || validUntil.isAfter(now);
    }
}
