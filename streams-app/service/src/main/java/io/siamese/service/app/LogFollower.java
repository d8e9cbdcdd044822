package io.siamese.service.app;

import io.siamese.schemas.gallerylog.GalleryLogParser;
import io.siamese.schemas.gallerylog.GalleryLogRecord;
import io.siamese.service.gallerylog.EnrolmentLogs;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Follows the gallery log with a cursor: each record is read and parsed once. */
final class LogFollower implements EnrolmentLogs.Follower {
    private final LogCursor cursor;
    private final LongSupplier end;
    private final GalleryLogParser parser;
    private final LogState state;

    /**
     * @param cursor at the log's start; closed with this
     * @param end the log's end now, open transactions counted in
     * @param state empty
     */
    LogFollower(LogCursor cursor, LongSupplier end, GalleryLogParser parser, LogState state) {
        this.cursor = cursor;
        this.end = end;
        this.parser = parser;
        this.state = state;
    }

    @Override
    public EnrolmentLogs.Templates catchUp(Consumer<GalleryLogRecord> each) {
        cursor.readTo(end.getAsLong(), record -> {
            GalleryLogRecord parsed = parser.parse(record.key(), record.value(), record.headers());
            state.note(parsed);
            each.accept(parsed);
            return true;
        });
        return state.templates();
    }

    @Override
    public long position() {
        return cursor.position();
    }

    @Override
    public void close() {
        cursor.close();
    }
}
