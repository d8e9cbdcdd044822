package io.siamese.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.siamese.events.EnrolmentStatus;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * What the gallery log says about an exemplar beside its template, in record headers: the status is told from the log,
 * in the log's order, so a tombstone carries its reason too.
 *
 * @param status what became of the exemplar
 * @param reason one of the documented reasons; null: none needed
 * @param replaced whether an earlier template of this key was replaced or removed
 */
record LogNote(EnrolmentStatus status, @Nullable String reason, boolean replaced) {
    private static final String STATUS = "enrolment-status";
    private static final String REASON = "enrolment-reason";
    private static final String REPLACED = "enrolment-replaced";

    Headers headers() {
        Headers headers = new RecordHeaders();
        headers.add(STATUS, status.name().getBytes(UTF_8));
        headers.add(REPLACED, Boolean.toString(replaced).getBytes(UTF_8));
        return reason == null ? headers : headers.add(REASON, reason.getBytes(UTF_8));
    }

    /**
     * Reads the note of a record of the log; one without headers of ours is told from its value.
     *
     * @param tombstone whether the record's value is null
     */
    static LogNote of(Headers headers, boolean tombstone) {
        String status = text(headers, STATUS);
        EnrolmentStatus byValue = tombstone ? EnrolmentStatus.REVOKED : EnrolmentStatus.ENROLLED;
        return new LogNote(
                status == null ? byValue : named(status),
                text(headers, REASON),
                Boolean.parseBoolean(text(headers, REPLACED)));
    }

    /** A name of a later version is the contract's default symbol. */
    private static EnrolmentStatus named(String name) {
        return Arrays.stream(EnrolmentStatus.values())
                .filter(status -> status.name().equals(name))
                .findFirst()
                .orElse(EnrolmentStatus.UNKNOWN);
    }

    private static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }
}
