package io.siamese.service.encoders;

import io.siamese.service.enrolment.TaskNotes;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps requests that wait in the store of the ledger, so in the task's transactions: a request is in the notes or answered,
 * whatever crashes.
 */
final class SwitchNotes {
    private final TaskNotes notes;

    SwitchNotes(KeyValueStore<Bytes, byte[]> store) {
        this.notes = new TaskNotes(store, "switch");
    }

    void keepRequest(HeldSwitch held) {
        notes.put(
                noteKey(held),
                ByteBuffer.allocate(2 * Long.BYTES + 1)
                        .putLong(held.bound())
                        .putLong(held.takenAt())
                        .put((byte) (held.force() ? 1 : 0)));
    }

    void forgetRequest(HeldSwitch held) {
        notes.delete(noteKey(held));
    }

    /** The requests that wait, the oldest first. */
    List<HeldSwitch> heldRequests() {
        return notes.readAll().stream().map(SwitchNotes::toHeldSwitch).toList();
    }

    private static HeldSwitch toHeldSwitch(TaskNotes.Note note) {
        long bound = note.value().getLong();
        long takenAt = note.value().getLong();
        boolean force = note.value().get() == 1;
        return new HeldSwitch(note.key().offset(), note.key().text(), force, bound, takenAt);
    }

    private static TaskNotes.Key noteKey(HeldSwitch held) {
        return new TaskNotes.Key(held.request(), held.encoderId());
    }
}
