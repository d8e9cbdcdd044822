package io.siamese.service.batching;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What a chunk's work sees of a record.
 *
 * @param key as received; null where there is none, or the work is done for this record alone
 * @param value as received; not copied, not changed
 * @param headers as received; of this record alone, so that a worker may read them while Streams changes its own
 * @param at record time in milliseconds, not negative
 */
public record RawRecord(byte @Nullable [] key, byte @Nullable [] value, Headers headers, long at) {
    /** Without its key. */
    public RawRecord(byte @Nullable [] value, Headers headers, long at) {
        this(null, value, headers, at);
    }
}
