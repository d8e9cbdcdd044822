package io.siamese.service.enrolment;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Keeps one kind of note in a store of an enrolment task, so in the task's transactions. All keys begin with '~', which no
 * exemplar's key does: a note of kind {@code owed} about {@code x} has the key {@code ~owed/x}.
 */
public final class TaskNotes {
    private final KeyValueStore<Bytes, byte[]> store;
    private final String kind;

    /**
     * Names what a record asks for.
     *
     * @param offset of the record
     * @param text what it is about
     */
    public record Key(long offset, String text) {
        /** Digits of the greatest long, so that offsets stand in the order of numbers. */
        private static final int DIGITS = 19;

        static Key parse(String text) {
            return new Key(Long.parseLong(text.substring(0, DIGITS)), text.substring(DIGITS + 1));
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%0" + DIGITS + "d/%s", offset, text);
        }
    }

    /** What is noted of one record. */
    public record Note(Key key, ByteBuffer value) {}

    /** @param kind letters */
    public TaskNotes(KeyValueStore<Bytes, byte[]> store, String kind) {
        this.store = store;
        this.kind = kind;
    }

    /** A store of an enrolment task, in memory, with its changes in a compacted topic of the application. */
    static StoreBuilder<KeyValueStore<Bytes, byte[]>> storeBuilder(String name) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray());
    }

    public void put(Key key, ByteBuffer value) {
        put(key.toString(), value);
    }

    /** @param value all of its array is kept */
    void put(String key, ByteBuffer value) {
        store.put(keyBytes('~' + kind + '/' + key), value.array());
    }

    public void delete(Key key) {
        delete(key.toString());
    }

    void delete(String key) {
        store.delete(keyBytes('~' + kind + '/' + key));
    }

    /** All notes about records, by their offsets. */
    public List<Note> readAll() {
        List<Note> all = new ArrayList<>();
        forEach((key, value) -> all.add(new Note(Key.parse(key), value)));
        return all;
    }

    void forEach(BiConsumer<String, ByteBuffer> each) {
        int prefix = kind.length() + 2;
        // '/' ends the prefix, and '0' comes after it.
        try (KeyValueIterator<Bytes, byte[]> notes =
                store.range(keyBytes('~' + kind + '/'), keyBytes('~' + kind + '0'))) {
            while (notes.hasNext()) {
                KeyValue<Bytes, byte[]> note = notes.next();
                each.accept(new String(note.key.get(), US_ASCII).substring(prefix), ByteBuffer.wrap(note.value));
            }
        }
    }

    private static Bytes keyBytes(String text) {
        return Bytes.wrap(text.getBytes(US_ASCII));
    }
}
