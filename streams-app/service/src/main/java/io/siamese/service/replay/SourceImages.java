package io.siamese.service.replay;

import io.siamese.service.batching.RawRecord;
import io.siamese.service.logs.LogCursor;
import io.siamese.service.logs.LogReader;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/** Fetches records of topic images by their coordinates. For one thread, which closes it. */
final class SourceImages implements AutoCloseable {
    /** Records that are read over rather than sought past. */
    private static final int NEAR = 500;

    private final LogReader reader;
    private final String topic;
    private final Map<Integer, LogCursor> cursors = new TreeMap<>();

    SourceImages(LogReader reader, String topic) {
        this.reader = reader;
        this.topic = topic;
    }

    /** The records that are still there, by offset. */
    Map<Long, RawRecord> fetchRecords(int partition, NavigableSet<Long> offsets) {
        LogCursor cursor =
                cursors.computeIfAbsent(partition, number -> reader.openCursor(new TopicPartition(topic, number)));
        Map<Long, RawRecord> found = new HashMap<>();
        long beginning = cursor.beginning();
        long end = cursor.committedEnd();
        for (long offset : new TreeSet<>(offsets.tailSet(beginning, true)).headSet(end, false)) {
            readRecord(cursor, offset, offsets, found);
        }
        return found;
    }

    private void readRecord(LogCursor cursor, long offset, NavigableSet<Long> wanted, Map<Long, RawRecord> found) {
        if (found.containsKey(offset)) {
            return;
        }
        if (cursor.position() > offset || offset - cursor.position() > NEAR) {
            cursor.seek(offset);
        }
        cursor.readUpTo(offset + 1, record -> {
            if (wanted.contains(record.offset())) {
                found.put(record.offset(), RawRecord.from(record));
            }
            return true;
        });
    }

    @Override
    public void close() {
        cursors.values().forEach(LogCursor::close);
    }
}
