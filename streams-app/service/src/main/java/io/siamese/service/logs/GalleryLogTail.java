package io.siamese.service.logs;

import io.siamese.schemas.gallerylog.GalleryLogParser;
import io.siamese.schemas.gallerylog.GalleryLogRecord;
import io.siamese.schemas.sealing.KeyOutageException;
import io.siamese.schemas.serde.SchemaLookupException;
import io.siamese.service.gallerylog.GalleryLogContents;
import io.siamese.service.gallerylog.GalleryLogSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the gallery log on a thread of its own, once, from its start and then on as it grows. Everything in this process that
 * needs the log is told by it: the galleries that decide, the gate of the start, and the task of enrolment.
 *
 * <p>Thread-safe. The thread ends with {@link #close} or with a failure that reading cannot mend.
 */
public final class GalleryLogTail implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GalleryLogTail.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration CLOSE = Duration.ofSeconds(10);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final long UNKNOWN = -1;

    private final Supplier<LogCursor> source;
    private final LongSupplier end;
    private final GalleryLogParser parser;
    private final List<GalleryLogContents> contents;
    private final Duration stall;
    private final TailAge age;
    private final Consumer<Throwable> onFailure;
    private final Thread thread;
    /** Held while records are applied. */
    private final ReentrantLock applying = new ReentrantLock();

    private final Condition advanced = applying.newCondition();
    private final CountDownLatch ended = new CountDownLatch(1);
    private long position;
    private @Nullable Throwable failure;
    /** Why the log's next record could not be read; set until all is applied that was written meanwhile. */
    private volatile @Nullable RuntimeException outage;
    /** Where the log ended when its next record could be read again. For the tail's thread. */
    private long caughtUpAt = UNKNOWN;

    private volatile @Nullable LogCursor reading;
    private volatile boolean closing;

    /**
     * @param source opens a cursor at the log's start, which this closes
     * @param end the log's end now, records of open transactions counted in
     * @param contents of each encoder, empty; changed by nobody else from now on. A record is applied to them in this order
     * @param stall longest wait for the next record where there must be one
     * @param age tells whether the place in the log is too old to read on from
     * @param onFailure told on the reading thread why the log cannot be read any more; a {@link LostPlaceException} if it can be
     *     read from its start
     */
    public GalleryLogTail(
            Supplier<LogCursor> source,
            LongSupplier end,
            GalleryLogParser parser,
            List<GalleryLogContents> contents,
            Duration stall,
            TailAge age,
            Consumer<Throwable> onFailure) {
        this.source = source;
        this.end = end;
        this.parser = parser;
        this.contents = List.copyOf(contents);
        this.stall = stall;
        this.age = age;
        this.onFailure = onFailure;
        thread = new Thread(this::readLog, "siamese-gallery-log");
        thread.setDaemon(true);
    }

    /** Begins to read. */
    public void start() {
        thread.start();
    }

    private void readLog() {
        try (LogCursor cursor = source.get()) {
            reading = cursor;
            while (!closing) {
                readNext(cursor);
            }
        } catch (InvalidOffsetException e) {
            failReading(
                    new LostPlaceException("the gallery log was truncated: offset " + position + " is not there", e));
        } catch (Throwable e) {
            if (closing) {
                LOG.debug("reading the gallery log ends", e);
            } else {
                failReading(e);
            }
        }
    }

    private void readNext(LogCursor cursor) throws InterruptedException {
        ConsumerRecords<byte[], byte[]> records = cursor.poll(POLL);
        age.checkAfterPoll(cursor, !records.isEmpty());
        // Before anybody is locked out: schemas may have to be asked for.
        List<GalleryLogRecord> parsed = parseAll(records);
        OptionalLong next = cursor.positionIfKnown();
        applying.lock();
        try {
            applyAll(records, parsed);
            // What is not known is no progress, and the next poll tells.
            position = next.orElse(position);
            advanced.signalAll();
        } finally {
            applying.unlock();
        }
        endOutage(cursor);
    }

    /** The outage ends once all is applied that was written meanwhile: a revocation may have waited behind the record. */
    private void endOutage(LogCursor cursor) {
        if (outage == null) {
            return;
        }
        try {
            if (caughtUpAt == UNKNOWN) {
                caughtUpAt = cursor.committedEnd();
            }
            if (position >= caughtUpAt) {
                outage = null;
            }
        } catch (TimeoutException e) {
            LOG.debug("the brokers do not tell the end of the gallery log; asked again after the next poll", e);
        }
    }

    private List<GalleryLogRecord> parseAll(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
        List<GalleryLogRecord> parsed = new ArrayList<>(records.count());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            parsed.add(parseOrWait(record));
        }
        return parsed;
    }

    /** Waits while a record's schema or key cannot be had: the record decides, so that it cannot be passed over. */
    private GalleryLogRecord parseOrWait(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        while (true) {
            try {
                return parser.parse(record.key(), record.value(), record.headers());
            } catch (SchemaLookupException | KeyOutageException e) {
                outage = e;
                caughtUpAt = UNKNOWN;
                waitAfter(e, record.offset());
            }
        }
    }

    private void waitAfter(RuntimeException cause, long offset) throws InterruptedException {
        LOG.atWarn().setCause(cause).addKeyValue("offset", offset).log("the gallery log waits for a schema or a key");
        age.checkWhileWaiting();
        if (ended.await(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new InterruptException("the tail is closed");
        }
    }

    /** Why the log's next record cannot be read now; empty while records are applied as they come. */
    public Optional<String> whyStale() {
        return Optional.ofNullable(outage).map(Throwable::getMessage);
    }

    /**
     * Called before something is decided by the galleries: while the log waits for a schema or a key, later revocations are not
     * applied.
     *
     * @throws StaleGalleryException if it waits
     */
    public void checkFresh() {
        RuntimeException cause = outage;
        if (cause != null) {
            throw new StaleGalleryException("the gallery log waits: " + cause.getMessage(), cause);
        }
    }

    private void applyAll(ConsumerRecords<byte[], byte[]> records, List<GalleryLogRecord> parsed) {
        Iterator<GalleryLogRecord> next = parsed.iterator();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            GalleryLogRecord what = next.next();
            contents.forEach(each -> each.apply(record.offset(), what));
        }
    }

    private void failReading(Throwable cause) {
        LOG.atError().setCause(cause).log("the gallery log cannot be read any more");
        applying.lock();
        try {
            failure = cause;
            advanced.signalAll();
        } finally {
            applying.unlock();
        }
        onFailure.accept(cause);
    }

    /**
     * What the log says to one encoder, once everything is applied that was written before the call, records of open transactions included:
     * it waits until those are committed or given up.
     *
     * @throws TimeoutException if reading makes no progress for too long
     * @throws KafkaException if the log cannot be read any more
     */
    public GalleryLogSnapshot awaitEnd(GalleryLogContents of) {
        return awaitOffset(of, end.getAsLong());
    }

    /** What the log says as far as it is read now. */
    public GalleryLogSnapshot snapshotAsRead(GalleryLogContents of) {
        applying.lock();
        try {
            checkRead();
            return of.snapshot(position);
        } finally {
            applying.unlock();
        }
    }

    private GalleryLogSnapshot awaitOffset(GalleryLogContents of, long offset) {
        applying.lock();
        try {
            long left = stall.toNanos();
            checkRead();
            while (position < offset) {
                if (left <= 0) {
                    throw new TimeoutException("the gallery log was read up to offset " + position + " of " + offset
                            + ", and for " + stall.toSeconds() + " s no further");
                }
                long before = position;
                left = advanced.awaitNanos(left);
                left = position > before ? stall.toNanos() : left;
                checkRead();
            }
            return of.snapshot(position);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } finally {
            applying.unlock();
        }
    }

    private void checkRead() {
        if (failure != null || closing) {
            throw new KafkaException("the gallery log is not read any more", failure);
        }
    }

    /** Ends reading, and everybody's wait for it. The galleries stay as they are. */
    @Override
    public void close() {
        closing = true;
        ended.countDown();
        applying.lock();
        try {
            advanced.signalAll();
        } finally {
            applying.unlock();
        }
        LogCursor cursor = reading;
        if (cursor != null) {
            cursor.wakeup();
        }
        try {
            thread.join(CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
