package io.siamese.schemas.gallerylog;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.siamese.events.EnrolmentStatus;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Says what became of an exemplar or a policy, in headers of its record in the gallery log. Statuses are told from the
 * log in the log's order, so a tombstone carries its reason too.
 *
 * @param status what became of it
 * @param reason one of the documented reasons; null: none needed
 * @param detail the reason in words, cut after {@value #MAX_DETAIL} characters; null: none
 * @param related key of another exemplar that a flag is about; null: none
 * @param replaced whether an earlier value of this key was replaced or removed
 * @param source offset of the record that this is the answer to; -1: of none
 */
public record LogNote(
        EnrolmentStatus status,
        @Nullable String reason,
        @Nullable String detail,
        @Nullable String related,
        boolean replaced,
        long source) {
    private static final String STATUS = "enrolment-status";
    private static final String REASON = "enrolment-reason";
    private static final String DETAIL = "enrolment-detail";
    private static final String RELATED = "enrolment-related";
    private static final String REPLACED = "enrolment-replaced";
    private static final String SOURCE = "enrolment-source";
    private static final String ENCODER = "enrolment-encoder";
    /** What is refused may be quoted in its reason, and may be as large as a record. */
    private static final int MAX_DETAIL = 1000;

    public LogNote {
        detail = detail == null || detail.length() <= MAX_DETAIL ? detail : detail.substring(0, MAX_DETAIL) + "…";
    }

    /** The note as headers of a record whose key names the encoder. */
    public Headers headers() {
        Headers headers = new RecordHeaders();
        addHeader(headers, STATUS, status.name());
        addHeader(headers, REPLACED, Boolean.toString(replaced));
        addHeader(headers, REASON, reason);
        addHeader(headers, DETAIL, detail);
        addHeader(headers, RELATED, related);
        addHeader(headers, SOURCE, source < 0 ? null : Long.toString(source));
        return headers;
    }

    /** For a key without an encoder id: with the encoder whose application writes it, and tells its status. */
    public Headers headersBy(String encoderId) {
        return headers().add(ENCODER, encoderId.getBytes(UTF_8));
    }

    /** Whether a record of the log whose key has no encoder id was written by the application of this encoder. */
    public static boolean isBy(String encoderId, Headers headers) {
        return encoderId.equals(writer(headers));
    }

    /** The encoder whose application wrote a record of the log whose key has no encoder id; null: none is stated. */
    public static @Nullable String writer(Headers headers) {
        return headerText(headers, ENCODER);
    }

    private static void addHeader(Headers headers, String name, @Nullable String value) {
        if (value != null) {
            headers.add(name, value.getBytes(UTF_8));
        }
    }

    /**
     * Reads the note of a record of the log; one without headers of ours is told from its value.
     *
     * @param tombstone whether the record's value is null
     */
    public static LogNote fromHeaders(Headers headers, boolean tombstone) {
        String status = headerText(headers, STATUS);
        EnrolmentStatus byValue = tombstone ? EnrolmentStatus.REVOKED : EnrolmentStatus.ENROLLED;
        return new LogNote(
                status == null ? byValue : statusNamed(status),
                headerText(headers, REASON),
                headerText(headers, DETAIL),
                headerText(headers, RELATED),
                Boolean.parseBoolean(headerText(headers, REPLACED)),
                source(headers));
    }

    /** Offset of the record that a record of the log answers; -1: none is stated. */
    public static long source(Headers headers) {
        String source = headerText(headers, SOURCE);
        return source == null || !source.matches("\\d{1,18}") ? -1 : Long.parseLong(source);
    }

    /** A name of a later version is the contract's default symbol. */
    private static EnrolmentStatus statusNamed(String name) {
        return Arrays.stream(EnrolmentStatus.values())
                .filter(status -> status.name().equals(name))
                .findFirst()
                .orElse(EnrolmentStatus.UNKNOWN);
    }

    /** The text of a header; null: there is none. */
    static @Nullable String headerText(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }
}
