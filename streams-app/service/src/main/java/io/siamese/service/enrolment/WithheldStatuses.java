package io.siamese.service.enrolment;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.siamese.events.EnrolmentStatus;
import io.siamese.events.ExemplarStatus;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Keeps the statuses of exemplars by an encoder that does not decide, until it does. An exemplar has one status, which is told
 * by the encoder that decides: its epoch is what a probe may wait for. For one thread.
 *
 * <p>Memory: about 400 bytes for each exemplar, in the one instance that has the task.
 */
final class WithheldStatuses {
    private final Map<String, Record<byte[], ExemplarStatus>> byKey = new HashMap<>();
    private final Deque<Record<byte[], ExemplarStatus>> due = new ArrayDeque<>();

    /** Keeps the latest status of a key. What was removed is told by the encoder that decides, and need not be told again. */
    void withhold(Record<byte[], ExemplarStatus> status) {
        String key = new String(status.key(), ISO_8859_1);
        if (status.value().getStatus() == EnrolmentStatus.REVOKED) {
            byKey.remove(key);
        } else {
            byKey.put(key, status);
        }
    }

    /** Makes all of them due, because the encoder decides now. */
    void release() {
        due.addAll(byKey.values());
        byKey.clear();
    }

    /** Drops what is due of a key that has a newer status. */
    void supersede(byte[] key) {
        if (!due.isEmpty()) {
            String text = new String(key, ISO_8859_1);
            due.removeIf(status -> new String(status.key(), ISO_8859_1).equals(text));
        }
    }

    /** Takes out some that are due. */
    Deque<Record<byte[], ExemplarStatus>> take(int atMost) {
        Deque<Record<byte[], ExemplarStatus>> taken = new ArrayDeque<>();
        while (!due.isEmpty() && taken.size() < atMost) {
            taken.add(due.remove());
        }
        return taken;
    }
}
