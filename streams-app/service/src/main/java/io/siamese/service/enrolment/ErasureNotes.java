package io.siamese.service.enrolment;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.NavigableMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps what an enrolment task still has to do for erasures in the store of the ledger, so in the task's transactions.
 * The keys of these notes begin with '~', which no exemplar's key does.
 */
final class ErasureNotes {
    private static final Bytes RECEIPTED = toBytes("~receipted");
    private static final Bytes ROLLS = toBytes("~rolls");

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
    private final TaskNotes owed;
    private final TaskNotes statuses;

    ErasureNotes(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
        this.owed = new TaskNotes(store, "owed");
        this.statuses = new TaskNotes(store, "status");
    }

    void readOwed(NavigableMap<Long, Owed> owedByOffset) {
        for (TaskNotes.Note note : owed.readAll()) {
            ByteBuffer counts = note.value();
            owedByOffset.put(note.key().offset(), new Owed(note.key().text(), counts.getInt(), counts.getInt()));
        }
    }

    /** @param erasedAt takes when the exemplar of each status was erased, by the status's key */
    void readStatuses(Map<String, Long> erasedAt) {
        statuses.forEach((key, value) -> erasedAt.put(key, value.getLong()));
    }

    void keepOwed(long offset, Owed erasure) {
        owed.put(
                new TaskNotes.Key(offset, erasure.key()),
                ByteBuffer.allocate(2 * Integer.BYTES)
                        .putInt(erasure.templates())
                        .putInt(erasure.images()));
    }

    void forgetOwed(long offset, Owed erasure) {
        owed.delete(new TaskNotes.Key(offset, erasure.key()));
    }

    void keepStatus(String statusKey, long erasedAt) {
        statuses.put(statusKey, ByteBuffer.allocate(Long.BYTES).putLong(erasedAt));
    }

    void forgetStatus(String statusKey) {
        statuses.delete(statusKey);
    }

    /** Offset up to which each erasure has a receipt, inclusive; -1: none is known. */
    long receiptedTo() {
        byte[] value = store.get(RECEIPTED);
        return value == null ? -1 : ByteBuffer.wrap(value).getLong();
    }

    void keepReceiptedTo(long offset) {
        store.put(RECEIPTED, ByteBuffer.allocate(Long.BYTES).putLong(offset).array());
    }

    Rolls readRolls() {
        byte[] value = store.get(ROLLS);
        ByteBuffer numbers = ByteBuffer.wrap(value == null ? new byte[2 * Long.BYTES] : value);
        return new Rolls(numbers.getLong(), numbers.getLong());
    }

    void keepRolls(Rolls rolls) {
        store.put(
                ROLLS,
                ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(rolls.rolledAt())
                        .putLong(rolls.writtenAt())
                        .array());
    }

    private static Bytes toBytes(String text) {
        return Bytes.wrap(text.getBytes(US_ASCII));
    }
}
