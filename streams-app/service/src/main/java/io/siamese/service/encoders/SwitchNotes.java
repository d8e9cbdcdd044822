package io.siamese.service.encoders;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps requests that wait in the store of the ledger, so in the task's transactions: a request is in the notes or answered,
 * whatever crashes. The keys of these notes begin with '~', which no exemplar's key does.
 */
final class SwitchNotes {
    private static final String HELD = "~switch/";
    /** Digits of the greatest long, so that offsets stand in the order of numbers. */
    private static final int DIGITS = 19;

    private final KeyValueStore<Bytes, byte[]> store;

    SwitchNotes(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    void keep(HeldSwitch held) {
        store.put(
                key(held),
                ByteBuffer.allocate(2 * Long.BYTES + 1)
                        .putLong(held.bound())
                        .putLong(held.takenAt())
                        .put((byte) (held.force() ? 1 : 0))
                        .array());
    }

    void forget(HeldSwitch held) {
        store.delete(key(held));
    }

    /** The requests that wait, the oldest first. */
    List<HeldSwitch> all() {
        List<HeldSwitch> all = new ArrayList<>();
        // '/' ends the prefix, and '0' comes after it.
        try (KeyValueIterator<Bytes, byte[]> notes = store.range(bytes(HELD), bytes("~switch0"))) {
            while (notes.hasNext()) {
                all.add(held(notes.next()));
            }
        }
        return all;
    }

    private static HeldSwitch held(KeyValue<Bytes, byte[]> note) {
        String text = new String(note.key.get(), US_ASCII).substring(HELD.length());
        ByteBuffer value = ByteBuffer.wrap(note.value);
        long bound = value.getLong();
        long takenAt = value.getLong();
        return new HeldSwitch(
                Long.parseLong(text.substring(0, DIGITS)),
                text.substring(DIGITS + 1),
                value.get() == 1,
                bound,
                takenAt);
    }

    private static Bytes key(HeldSwitch held) {
        return bytes(HELD + String.format(Locale.ROOT, "%0" + DIGITS + "d/", held.request()) + held.encoderId());
    }

    private static Bytes bytes(String text) {
        return Bytes.wrap(text.getBytes(US_ASCII));
    }
}
