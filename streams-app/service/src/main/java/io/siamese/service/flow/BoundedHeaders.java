package io.siamese.service.flow;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.siamese.schemas.serde.SchemaIdHeader;
import java.util.function.Predicate;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Headers of a publisher as far as they may travel on: in order, up to {@value #MAX_BYTES} bytes. A record of the
 * app's own must not grow past what its topic takes because of them.
 */
public final class BoundedHeaders {
    public static final int MAX_BYTES = 16 * 1024;
    /** Added where some were left out. */
    public static final String DROPPED = "headers-dropped";

    private BoundedHeaders() {}

    /** For a record whose value is of the app's own: without the headers that say how the received value is written. */
    public static Headers forOtherValue(Headers received) {
        return bounded(received, header -> !SchemaIdHeader.isAboutValue(header.key()));
    }

    /** For a record whose value is the received one. */
    public static Headers forSameValue(Headers received) {
        return bounded(received, header -> true);
    }

    private static Headers bounded(Headers received, Predicate<Header> mayTravel) {
        Headers kept = new RecordHeaders();
        int bytes = 0;
        int dropped = 0;
        for (Header header : received) {
            if (!mayTravel.test(header)) {
                continue;
            }
            int size = header.key().getBytes(UTF_8).length + (header.value() == null ? 0 : header.value().length);
            if (bytes + size <= MAX_BYTES) {
                kept.add(header);
                bytes += size;
            } else {
                dropped++;
            }
        }
        return dropped == 0 ? kept : kept.add(DROPPED, Integer.toString(dropped).getBytes(UTF_8));
    }
}
