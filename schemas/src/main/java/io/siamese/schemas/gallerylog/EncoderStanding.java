package io.siamese.schemas.gallerylog;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.siamese.events.EnrolmentStatus;
import io.siamese.schemas.Reasons;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Says what an encoder is that somebody asked for, and whether its calibration supports the policies in force. It lies in the
 * headers of a record of the gallery log without a value. The application of the encoder writes it, because no other one
 * surely has the file.
 *
 * @param request offset in topic encoders of the request that it was written for
 * @param unsupported policies that the calibration does not support, in words; null: it supports all
 */
public record EncoderStanding(
        String encoderId,
        int dimension,
        String similarity,
        long request,
        @Nullable String unsupported) {
    /** Key of the record, after the encoder's id. */
    public static final String KEY = "~standing";

    private static final String DIMENSION = "encoder-dimension";
    private static final String SIMILARITY = "encoder-similarity";

    /** The standing as headers. */
    public Headers headers() {
        EnrolmentStatus status = unsupported == null ? EnrolmentStatus.ENROLLED : EnrolmentStatus.REJECTED;
        String reason = unsupported == null ? null : Reasons.UNSUPPORTED_POLICY;
        return new LogNote(status, reason, unsupported, null, false, request)
                .headers()
                .add(DIMENSION, Integer.toString(dimension).getBytes(UTF_8))
                .add(SIMILARITY, similarity.getBytes(UTF_8));
    }

    /** Reads it; empty: the headers hold none. */
    public static Optional<EncoderStanding> fromHeaders(String encoderId, Headers headers) {
        String dimension = LogNote.headerText(headers, DIMENSION);
        String similarity = LogNote.headerText(headers, SIMILARITY);
        if (dimension == null || similarity == null || !dimension.matches("\\d{1,9}")) {
            return Optional.empty();
        }
        LogNote note = LogNote.fromHeaders(headers, true);
        String unsupported = note.status() == EnrolmentStatus.REJECTED ? String.valueOf(note.detail()) : null;
        return Optional.of(
                new EncoderStanding(encoderId, Integer.parseInt(dimension), similarity, note.source(), unsupported));
    }
}
