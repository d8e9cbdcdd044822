package io.siamese.service.gallerylog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.siamese.schemas.key.GalleryLogKey.PolicyKey;
import io.siamese.schemas.key.MalformedKeyException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Reads the logs of enrolment as they stand, when an enrolment task starts and before anything is decided. */
public interface EnrolmentLogs {
    /**
     * The exemplars as they stand.
     *
     * @param offsets offset of the latest record by key, live exemplars only: neither revoked nor erased
     * @param erased exemplars whose image is still there though an erasure came after it: the erasure's offset by key
     * @param end offset up to which the topic was read, exclusive
     * @param lastOffset offset of the last record seen, of any kind; -1: none
     * @param committed offset from which the enrolment application goes on; 0: from the start
     */
    record Exemplars(Map<String, Long> offsets, Map<String, Long> erased, long end, long lastOffset, long committed) {}

    /**
     * A record of topic policies.
     *
     * @param value as written; null: the policy is to be removed
     * @param headers may name the value's schema
     */
    record Request(long offset, byte @Nullable [] value, Headers headers) {
        public Request(long offset, byte @Nullable [] value) {
            this(offset, value, new RecordHeaders());
        }
    }

    /**
     * What lies before the enrolment task in the topic of exemplars.
     *
     * @param committed offset from which the enrolment application goes on; 0: from the start
     * @param lastOffset offset of the last record, or one before the task's; -1: none
     * @param mayMissTombstones whether records that the task has not read may have been compacted away, so that a
     *     revocation may never be read
     */
    record Backlog(long committed, long lastOffset, boolean mayMissTombstones) {
        /** Whether the task has not read all records. */
        public boolean hasUnread() {
            return committed <= lastOffset;
        }
    }

    /** Looks at what the enrolment task has not read yet, and no further than it must. */
    Backlog backlog();

    /**
     * Says which exemplars are revoked or erased by records that the enrolment task has not read yet. It reads those records
     * alone.
     *
     * @param exemplars keys of exemplars that have a template
     */
    Set<String> revokedUnread(Set<String> exemplars);

    /** Reads the topic of exemplars to its end. It downloads every image, so it is for where nothing smaller tells the keys. */
    Exemplars exemplars();

    /**
     * What the gallery log says, once everything is read that was written before the call, records of open transactions
     * included: it waits until those are committed or given up.
     *
     * @throws KafkaException if the log cannot be read, or reading it makes no progress
     */
    GalleryLogSnapshot galleryLog();

    /** What the gallery log says as far as it is read, without waiting: for a task within a transaction of its own. */
    GalleryLogSnapshot galleryLogAsRead();

    /**
     * Reads the topic of policies to its end.
     *
     * @param each takes each record in the topic's order, with its key, a character a byte: a key may be anything
     */
    void requests(BiConsumer<String, Request> each);

    /** The latest record of topic policies by key, as in {@link #requests(BiConsumer)}. */
    default Map<String, Request> requests() {
        Map<String, Request> latest = new HashMap<>();
        requests(latest::put);
        return latest;
    }

    /**
     * Whether all requests are answered, and no policy is in force that nobody asks for any more. Requests whose key names no
     * gallery do not count: no policy can come of them.
     */
    static boolean isSettled(Map<String, Request> requests, GalleryLogSnapshot log) {
        boolean answered = requests.entrySet().stream()
                .filter(request -> namesGallery(request.getKey()))
                .allMatch(request -> log.answered().containsKey(request.getKey())
                        && log.answered().get(request.getKey()).offset()
                                >= request.getValue().offset());
        return answered && log.policies().keySet().stream().allMatch(requests::containsKey);
    }

    private static boolean namesGallery(String key) {
        try {
            PolicyKey.ofRequest(key.getBytes(ISO_8859_1));
            return true;
        } catch (MalformedKeyException e) {
            return false;
        }
    }
}
