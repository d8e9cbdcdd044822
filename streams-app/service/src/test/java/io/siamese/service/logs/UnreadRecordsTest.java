package io.siamese.service.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class UnreadRecordsTest {
    private static final long YOUNG_SINCE = 1_000;
    private static final long OLD = 999;
    private static final long YOUNG = 1_000;

    private final UnreadRecords unread = new UnreadRecords(5, YOUNG_SINCE);

    @Test
    void nothingIsGoneWhereTheReaderIsAtTheEnd() {
        assertThat(unread.mayBeGone(5)).isFalse();
    }

    @Test
    void nothingIsGoneWhereEveryOffsetIsThere() {
        // When
        assertThat(unread.noteRecord(record(5, OLD))).isTrue();
        assertThat(unread.noteRecord(record(6, OLD))).isTrue();

        // Then
        assertThat(unread.mayBeGone(7)).isFalse();
    }

    @Test
    void aTombstoneMayBeGoneFromAGapAfterAnOldRecord() {
        // When
        assertThat(unread.noteRecord(record(4, OLD))).isTrue();
        assertThat(unread.noteRecord(record(6, YOUNG))).isFalse();

        // Then
        assertThat(unread.mayBeGone(7)).isTrue();
    }

    @Test
    void aTombstoneMayBeGoneFromTheEnd() {
        // When
        unread.noteRecord(record(5, OLD));

        // Then
        assertThat(unread.mayBeGone(7)).isTrue();
    }

    @Test
    void aTombstoneMayBeGoneWhereNothingIsLeftToTellItsTime() {
        assertThat(unread.mayBeGone(6)).isTrue();
    }

    @Test
    void aTombstoneAfterAYoungRecordIsStillThere() {
        // When
        assertThat(unread.noteRecord(record(4, YOUNG))).isFalse();

        // Then: the gap is a marker of a transaction
        assertThat(unread.mayBeGone(9)).isFalse();
    }

    @Test
    void aPublishersClockProvesNothing() {
        // When
        unread.noteRecord(record(4, YOUNG, TimestampType.CREATE_TIME));

        // Then
        assertThat(unread.mayBeGone(9)).isTrue();
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, long at) {
        return record(offset, at, TimestampType.LOG_APPEND_TIME);
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, long at, TimestampType type) {
        return new ConsumerRecord<>(
                "exemplars", 0, offset, at, type, 0, 0, null, null, new RecordHeaders(), Optional.empty());
    }
}
