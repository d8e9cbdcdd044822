package io.siamese.service.enrolment;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the keys of the exemplars in a store of the task, so that a start need not read the images again to learn them.
 * The store is written in the task's transactions, so it knows exactly the exemplars that the task has processed.
 *
 * <p>A ledger that is not complete, because the store is new or was found wanting, is written from the book in small parts:
 * a transaction of enrolment is short.
 */
final class ExemplarLedger {
    private static final Bytes COMPLETE = Bytes.wrap("~complete".getBytes(StandardCharsets.US_ASCII));
    /** Few, so that a transaction of enrolment stays far below its time-out on a slow machine too. */
    private static final int PART = 2_000;

    private static final long NONE = -1;
    /** Comes after the keys of all exemplars. */
    private static final Bytes NOTES = Bytes.wrap("~".getBytes(StandardCharsets.US_ASCII));

    private final KeyValueStore<Bytes, byte[]> store;
    /** Keys up to here are in the store as they are in the book; null: none of them yet. */
    private @Nullable String writtenTo;

    private boolean complete;

    ExemplarLedger(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
        complete = store.get(COMPLETE) != null;
    }

    /** Whether the store knows all exemplars that the task has processed. */
    boolean isComplete() {
        return complete;
    }

    /** Reads what the store knows into the two maps of a book: offset by key, of exemplars and of erasures. */
    void readInto(NavigableMap<String, Long> exemplars, NavigableMap<String, Long> erased) {
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> entry = all.next();
                if (!isNote(entry.key)) {
                    ByteBuffer offsets = ByteBuffer.wrap(entry.value);
                    putIfPresent(exemplars, keyText(entry.key), offsets.getLong());
                    putIfPresent(erased, keyText(entry.key), offsets.getLong());
                }
            }
        }
    }

    /** Keys of exemplars never begin with '~'; those of other notes of the task do. */
    private static boolean isNote(Bytes key) {
        return key.get().length > 0 && key.get()[0] == '~';
    }

    private static void putIfPresent(NavigableMap<String, Long> offsets, String key, long offset) {
        if (offset != NONE) {
            offsets.put(key, offset);
        }
    }

    /** Begins anew: the store is to be written from the book. */
    void beginAnew() {
        store.delete(COMPLETE);
        complete = false;
        writtenTo = null;
    }

    /** Notes what the book says of a key now. */
    void writeChange(String key, @Nullable Long exemplar, @Nullable Long erasure) {
        // A key that comes later is written with its part.
        if (complete || writtenTo != null && key.compareTo(writtenTo) <= 0) {
            putOffsets(key, exemplar, erasure);
        }
    }

    private void putOffsets(String key, @Nullable Long exemplar, @Nullable Long erasure) {
        if (exemplar == null && erasure == null) {
            store.delete(keyBytes(key));
        } else {
            store.put(
                    keyBytes(key),
                    ByteBuffer.allocate(2 * Long.BYTES)
                            .putLong(exemplar == null ? NONE : exemplar)
                            .putLong(erasure == null ? NONE : erasure)
                            .array());
        }
    }

    /** Writes the next part of a ledger that is not complete. */
    void writePart(NavigableMap<String, Long> exemplars, NavigableMap<String, Long> erased) {
        if (complete) {
            return;
        }
        NavigableSet<String> part = new TreeSet<>();
        addFirstKeys(part, unwrittenPart(exemplars).navigableKeySet());
        addFirstKeys(part, unwrittenPart(erased).navigableKeySet());
        addStored(part);
        while (part.size() > PART) {
            part.pollLast();
        }
        part.forEach(key -> putOffsets(key, exemplars.get(key), erased.get(key)));
        if (part.isEmpty()) {
            store.put(COMPLETE, new byte[0]);
            complete = true;
        } else {
            writtenTo = part.last();
        }
    }

    private NavigableMap<String, Long> unwrittenPart(NavigableMap<String, Long> offsets) {
        return writtenTo == null ? offsets : offsets.tailMap(writtenTo, false);
    }

    private static void addFirstKeys(NavigableSet<String> part, NavigableSet<String> keys) {
        keys.stream().limit(PART).forEach(part::add);
    }

    private void addStored(NavigableSet<String> part) {
        try (KeyValueIterator<Bytes, byte[]> stored =
                store.range(writtenTo == null ? null : keyBytes(writtenTo + '\0'), NOTES)) {
            for (int i = 0; i < PART && stored.hasNext(); i++) {
                part.add(keyText(stored.next().key));
            }
        }
    }

    private static Bytes keyBytes(String key) {
        return Bytes.wrap(key.getBytes(StandardCharsets.US_ASCII));
    }

    private static String keyText(Bytes key) {
        return new String(key.get(), StandardCharsets.US_ASCII);
    }
}
