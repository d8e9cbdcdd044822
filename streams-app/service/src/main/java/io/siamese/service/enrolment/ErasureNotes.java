package io.siamese.service.enrolment;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps what an enrolment task still has to do for erasures in the store of the ledger, so in the task's transactions.
 * The keys of these notes begin with '~', which no exemplar's key does.
 */
final class ErasureNotes {
    private static final String OWED = "~owed/";
    private static final String STATUS = "~status/";
    private static final Bytes RECEIPTED = key("~receipted");
    private static final Bytes ROLLS = key("~rolls");
    /** Digits of the greatest long, so that offsets stand in the order of numbers. */
    private static final int DIGITS = 19;

    /**
     * An erasure without a receipt.
     *
     * @param key text of the exemplar or prefix that was erased
     * @param templates how many of this encoder were removed
     * @param images how many source images were removed
     */
    record Owed(String key, int templates, int images) {}

    /**
     * When segments were last closed, and for which erasure they must be.
     *
     * @param rolledAt milliseconds
     * @param writtenAt milliseconds: the latest erasure, cleared status, or first roll after a time without any
     */
    record Rolls(long rolledAt, long writtenAt) {}

    private final KeyValueStore<Bytes, byte[]> store;

    ErasureNotes(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    void readOwed(NavigableMap<Long, Owed> owed) {
        read(
                OWED,
                (text, value) -> owed.put(
                        Long.parseLong(text.substring(0, DIGITS)),
                        new Owed(text.substring(DIGITS + 1), value.getInt(), value.getInt())));
    }

    /** @param erasedAt takes when the exemplar of each status was erased, by the status's key */
    void readStatuses(Map<String, Long> erasedAt) {
        read(STATUS, (text, value) -> erasedAt.put(text, value.getLong()));
    }

    private void read(String prefix, BiConsumer<String, ByteBuffer> each) {
        // '/' ends the prefix, and '0' comes after it.
        Bytes end = key(prefix.substring(0, prefix.length() - 1) + '0');
        try (KeyValueIterator<Bytes, byte[]> notes = store.range(key(prefix), end)) {
            while (notes.hasNext()) {
                KeyValue<Bytes, byte[]> note = notes.next();
                String text = new String(note.key.get(), US_ASCII);
                each.accept(text.substring(prefix.length()), ByteBuffer.wrap(note.value));
            }
        }
    }

    void owe(long offset, Owed owed) {
        store.put(
                owedKey(offset, owed),
                ByteBuffer.allocate(2 * Integer.BYTES)
                        .putInt(owed.templates())
                        .putInt(owed.images())
                        .array());
    }

    void settled(long offset, Owed owed) {
        store.delete(owedKey(offset, owed));
    }

    private static Bytes owedKey(long offset, Owed owed) {
        return key(OWED + String.format(Locale.ROOT, "%0" + DIGITS + "d/", offset) + owed.key());
    }

    void keepStatus(String statusKey, long erasedAt) {
        store.put(key(STATUS + statusKey), number(erasedAt));
    }

    void forgetStatus(String statusKey) {
        store.delete(key(STATUS + statusKey));
    }

    /** Offset up to which each erasure has a receipt, inclusive; -1: none is known. */
    long receiptedTo() {
        byte[] value = store.get(RECEIPTED);
        return value == null ? -1 : ByteBuffer.wrap(value).getLong();
    }

    void receiptedTo(long offset) {
        store.put(RECEIPTED, number(offset));
    }

    Rolls rolls() {
        byte[] value = store.get(ROLLS);
        ByteBuffer numbers = ByteBuffer.wrap(value == null ? new byte[2 * Long.BYTES] : value);
        return new Rolls(numbers.getLong(), numbers.getLong());
    }

    void rolls(Rolls rolls) {
        store.put(
                ROLLS,
                ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(rolls.rolledAt())
                        .putLong(rolls.writtenAt())
                        .array());
    }

    private static byte[] number(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    private static Bytes key(String text) {
        return Bytes.wrap(text.getBytes(US_ASCII));
    }
}
