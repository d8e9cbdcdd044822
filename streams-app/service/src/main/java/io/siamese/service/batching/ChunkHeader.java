package io.siamese.service.batching;

import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Carries a pending result from the interceptor to the deserializer, which takes it off: nothing of it is ever
 * written anywhere.
 */
final class ChunkHeader implements Header {
    /** No publisher's header is confused with it: what counts is the instance. */
    static final String KEY = "siamese.chunk";

    private static final byte[] NOTHING = {};

    private final PendingResult<?> pending;

    ChunkHeader(PendingResult<?> pending) {
        this.pending = pending;
    }

    /** Takes the pending result off the headers, whatever else they hold. */
    static Optional<PendingResult<?>> takeOff(Headers headers) {
        PendingResult<?> found = null;
        boolean foreign = false;
        for (Header header : headers.headers(KEY)) {
            if (header instanceof ChunkHeader ours) {
                found = ours.pending;
            } else {
                foreign = true;
            }
        }
        if (found != null) {
            removeChunkHeaders(headers, foreign);
        }
        return Optional.ofNullable(found);
    }

    private static void removeChunkHeaders(Headers headers, boolean foreign) {
        Header[] all = headers.toArray();
        headers.remove(KEY);
        if (foreign) {
            for (Header header : all) {
                if (header.key().equals(KEY) && !(header instanceof ChunkHeader)) {
                    headers.add(header);
                }
            }
        }
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public byte[] value() {
        return NOTHING;
    }
}
