package io.siamese.streams.batching;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What a chunk's work sees of a record.
 *
 * @param value as received; not copied, not changed
 * @param headers as received; of this record alone, so that a worker may read them while Streams changes its own
 * @param at record time in milliseconds, not negative
 */
public record RawRecord(byte @Nullable [] value, Headers headers, long at) {}
