package io.siamese.service.enrolment;

import io.siamese.events.EnrolmentStatus;
import io.siamese.events.ExemplarStatus;
import io.siamese.schemas.serde.EventReader;
import io.siamese.schemas.serde.Incoming;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the statuses of exemplars by an encoder that does not decide, until it does. An exemplar has one status, which is told
 * by the encoder that decides: its epoch is what a probe may wait for. They lie in a store of the task, so they go with it to
 * another instance. For one thread.
 *
 * <p>Memory: about 400 bytes for each exemplar, in the one instance that has the task.
 */
final class WithheldStatuses implements AutoCloseable {
    /** No key of a status begins so. */
    private static final Bytes DUE = Bytes.wrap("~due".getBytes(StandardCharsets.US_ASCII));

    private final KeyValueStore<Bytes, byte[]> store;
    private final Function<ExemplarStatus, byte[]> write;
    private final EventReader<ExemplarStatus> reader;
    private final String galleryLog;
    /** Goes through what is due; null: nothing is, or it has not begun. */
    private @Nullable KeyValueIterator<Bytes, byte[]> due;

    /** @param galleryLog topic id: statuses of another log are not told any more */
    WithheldStatuses(
            KeyValueStore<Bytes, byte[]> store,
            Function<ExemplarStatus, byte[]> write,
            EventReader<ExemplarStatus> reader,
            String galleryLog) {
        this.store = store;
        this.write = write;
        this.reader = reader;
        this.galleryLog = galleryLog;
    }

    /** Keeps the latest status of a key. What was removed is told by the encoder that decides, and need not be told again. */
    void withhold(byte[] key, ExemplarStatus status) {
        store.put(Bytes.wrap(key), status.getStatus() == EnrolmentStatus.REVOKED ? null : write.apply(status));
    }

    /** Makes all of them due, because the encoder decides now. */
    void beginRelease() {
        store.put(DUE, new byte[0]);
    }

    /** Keeps what is due and was not told yet, because another encoder decides now. */
    void stopRelease() {
        endRelease();
    }

    /** Drops what is due of a key that has a newer status. */
    void supersede(byte[] key) {
        store.delete(Bytes.wrap(key));
    }

    /** Takes out some that are due. */
    List<Record<byte[], ExemplarStatus>> takeDue(int atMost) {
        List<Record<byte[], ExemplarStatus>> taken = new ArrayList<>();
        if (store.get(DUE) == null) {
            return taken;
        }
        if (due == null) {
            due = store.all();
        }
        while (due.hasNext() && taken.size() < atMost) {
            KeyValue<Bytes, byte[]> entry = due.next();
            // One that was superseded meanwhile has no value.
            if (entry.value != null && !entry.key.equals(DUE)) {
                readStatus(entry.value).ifPresent(status -> taken.add(toRecord(entry.key.get(), status)));
                store.delete(entry.key);
            }
        }
        if (!due.hasNext()) {
            endRelease();
        }
        return taken;
    }

    private Optional<ExemplarStatus> readStatus(byte[] value) {
        Incoming<ExemplarStatus> incoming = reader.read(value);
        incoming.checkLookedUp();
        return incoming instanceof Incoming.Readable<ExemplarStatus> readable
                        && galleryLog.equals(readable.value().getGalleryLog())
                ? Optional.of(readable.value())
                : Optional.empty();
    }

    private static Record<byte[], ExemplarStatus> toRecord(byte[] key, ExemplarStatus status) {
        return new Record<>(key, status, status.getAt().toEpochMilli(), new RecordHeaders());
    }

    private void endRelease() {
        close();
        store.delete(DUE);
    }

    @Override
    public void close() {
        if (due != null) {
            due.close();
            due = null;
        }
    }
}
