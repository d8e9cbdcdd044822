package io.siamese.service.logs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.key.MalformedKeyException;
import io.siamese.schemas.topic.TopicNames;
import io.siamese.service.enrolment.ExemplarBook;
import io.siamese.service.gallerylog.EnrolmentLogs;
import io.siamese.service.gallerylog.GalleryLogSnapshot;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Reads the topics of exemplars and policies with plain consumers, and the gallery log through its tail. Thread-safe. */
public final class KafkaEnrolmentLogs implements EnrolmentLogs {
    private static final int LAST_FEW = 8;

    private final LogReader reader;
    private final TopicNames topics;
    private final Supplier<GalleryLogSnapshot> galleryLog;
    private final Supplier<GalleryLogSnapshot> galleryLogAsRead;
    private final String group;
    private final Duration tombstonesStay;
    private final Clock clock;

    /**
     * @param galleryLog waits until the gallery log is read to its end, and says what is in it
     * @param galleryLogAsRead says what is in it as far as it is read
     * @param group consumer group of the enrolment application
     * @param tombstonesStay how long a tombstone stays in the topic of exemplars, with room for clocks that differ
     */
    public KafkaEnrolmentLogs(
            LogReader reader,
            TopicNames topics,
            Supplier<GalleryLogSnapshot> galleryLog,
            Supplier<GalleryLogSnapshot> galleryLogAsRead,
            String group,
            Duration tombstonesStay,
            Clock clock) {
        this.reader = reader;
        this.topics = topics;
        this.galleryLog = galleryLog;
        this.galleryLogAsRead = galleryLogAsRead;
        this.group = group;
        this.tombstonesStay = tombstonesStay;
        this.clock = clock;
    }

    @Override
    public Exemplars exemplars() {
        TopicPartition partition = new TopicPartition(topics.exemplars(), 0);
        long committed = committed(partition);
        ExemplarBook book = new ExemplarBook();
        long[] last = {-1};
        long end = reader.readCommitted(partition, record -> {
            last[0] = record.offset();
            noteRecord(book, record);
        });
        return book.snapshot(end, last[0], committed);
    }

    /** Offset from which the enrolment application goes on; 0: from the start. */
    private long committed(TopicPartition partition) {
        return reader.committed(group, partition).map(OffsetAndMetadata::offset).orElse(0L);
    }

    private static void noteRecord(ExemplarBook book, ConsumerRecord<byte[], byte[]> record) {
        try {
            ExemplarKey key = ExemplarKey.parse(keyOrEmpty(record));
            if (record.value() != null && !key.isPrefix()) {
                book.noteReceived(key.text(), record.offset());
            } else if (record.value() == null && key.isPrefix()) {
                book.noteErasure(key.below(), record.offset());
            } else if (record.value() == null) {
                book.noteRevoked(key.text(), record.offset());
            }
        } catch (MalformedKeyException e) {
            // No template can come of it.
        }
    }

    @Override
    public Backlog backlog() {
        TopicPartition partition = new TopicPartition(topics.exemplars(), 0);
        long committed = committed(partition);
        try (LogCursor cursor = reader.openCursor(partition)) {
            long end = cursor.committedEnd();
            boolean mayMiss = committed == 0 || mayMissTombstones(cursor, committed, end);
            return new Backlog(committed, lastOffset(cursor, end), mayMiss);
        }
    }

    @Override
    public Set<String> revokedUnread(Set<String> exemplars) {
        TopicPartition partition = new TopicPartition(topics.exemplars(), 0);
        long committed = committed(partition);
        ExemplarBook book = new ExemplarBook();
        // Enrolled earlier than anything that is unread.
        exemplars.forEach(key -> book.noteReceived(key, -1));
        try (LogCursor cursor = reader.openCursor(partition)) {
            long end = cursor.committedEnd();
            cursor.seek(Math.max(committed, cursor.beginning()));
            cursor.readUpTo(end, record -> {
                noteRecord(book, record);
                return true;
            });
            Set<String> revoked = new HashSet<>(exemplars);
            revoked.removeAll(book.snapshot(end, -1, committed).offsets().keySet());
            return revoked;
        }
    }

    private boolean mayMissTombstones(LogCursor cursor, long committed, long end) {
        UnreadRecords unread = new UnreadRecords(committed, clock.millis() - tombstonesStay.toMillis());
        cursor.seek(Math.max(committed - 1, cursor.beginning()));
        cursor.readUpTo(end, unread::noteRecord);
        return unread.mayBeGone(end);
    }

    /** Looks at the last few records, and at more where they are only markers of transactions. */
    private static long lastOffset(LogCursor cursor, long end) {
        long beginning = cursor.beginning();
        long[] last = {-1};
        for (long few = LAST_FEW; last[0] < 0 && end > beginning; few *= LAST_FEW) {
            long from = Math.max(beginning, end - few);
            cursor.seek(from);
            cursor.readUpTo(end, record -> {
                last[0] = record.offset();
                return true;
            });
            end = from;
        }
        return last[0];
    }

    @Override
    public GalleryLogSnapshot galleryLog() {
        return galleryLog.get();
    }

    @Override
    public GalleryLogSnapshot galleryLogAsRead() {
        return galleryLogAsRead.get();
    }

    @Override
    public void requests(BiConsumer<String, Request> each) {
        reader.readCommitted(
                new TopicPartition(topics.policies(), 0),
                record -> each.accept(
                        new String(keyOrEmpty(record), ISO_8859_1),
                        new Request(record.offset(), record.value(), record.headers())));
    }

    /** A compacted topic takes no record without a key; one that was not always compacted may hold some. */
    private static byte[] keyOrEmpty(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null ? new byte[0] : record.key();
    }
}
