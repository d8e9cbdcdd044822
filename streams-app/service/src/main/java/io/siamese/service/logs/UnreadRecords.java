package io.siamese.service.logs;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;

/**
 * Tells whether a tombstone that a reader has not read yet may have been compacted away. Compaction leaves a gap in the offsets. A tombstone in a gap was written after the record before the gap, so
 * it is still there if that record is younger than the time that tombstones stay.
 */
public final class UnreadRecords {
    private final long from;
    private final long youngSince;
    private long expected;
    private long writtenAfter = Long.MIN_VALUE;
    private boolean mayBeGone;

    /**
     * @param from offset from which the reader goes on
     * @param youngSince milliseconds: no tombstone written since then was compacted away
     */
    UnreadRecords(long from, long youngSince) {
        this.from = from;
        this.youngSince = youngSince;
        expected = from;
    }

    /** Takes the next record, also the one before the reader, and says whether a later one can tell more. */
    boolean noteRecord(ConsumerRecord<?, ?> record) {
        if (record.offset() >= from) {
            closeGap(record.offset());
        }
        expected = Math.max(expected, record.offset() + 1);
        // A publisher's clock proves nothing.
        writtenAfter = record.timestampType() == TimestampType.LOG_APPEND_TIME ? record.timestamp() : Long.MIN_VALUE;
        return !mayBeGone && !isYoung();
    }

    /** Whether a tombstone may be gone, where no records come before an offset any more. */
    boolean mayBeGone(long end) {
        closeGap(end);
        return mayBeGone;
    }

    private void closeGap(long offset) {
        mayBeGone |= offset > expected && !isYoung();
    }

    private boolean isYoung() {
        return writtenAfter >= youngSince;
    }
}
