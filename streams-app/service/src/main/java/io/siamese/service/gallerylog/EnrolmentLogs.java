package io.siamese.service.gallerylog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.siamese.events.EffectivePolicy;
import io.siamese.schemas.gallerylog.GalleryLogRecord;
import io.siamese.schemas.key.GalleryLogKey.PolicyKey;
import io.siamese.schemas.key.MalformedKeyException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** The logs of enrolment as they stand: read when an enrolment task starts, and before anything is decided. */
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
     * The templates of one encoder, and the policies, as they stand.
     *
     * @param exemplarOffsets offset of the exemplar behind each template, by the exemplar's key
     * @param activeEncoder the encoder that the log names
     * @param policies in force, by the key in topic policies
     * @param answered the latest answer of this encoder's application, by the request's key
     */
    record Templates(
            Map<String, Long> exemplarOffsets,
            Optional<String> activeEncoder,
            Map<String, EffectivePolicy> policies,
            Map<String, Answer> answered) {
        public Templates(Map<String, Long> exemplarOffsets, Optional<String> activeEncoder) {
            this(exemplarOffsets, activeEncoder, Map.of(), Map.of());
        }

        /** The same without the templates, which are many. */
        public Templates withoutOffsets() {
            return new Templates(Map.of(), activeEncoder, policies, answered);
        }
    }

    /**
     * An answer to a request for a policy.
     *
     * @param offset of the request; -1: none
     * @param calibrationId that the request was checked against; null: none, or it was not checked
     */
    record Answer(long offset, @Nullable String calibrationId) {}

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

    /** Reads the gallery log from its start and goes on from where it was. For one thread, which closes it. */
    interface Follower extends AutoCloseable {
        /**
         * Reads on until nothing that was being written when the call began is open any more.
         *
         * @param each takes each record that was not read before, in the log's order
         * @return the log as it stands; changed by the next call
         */
        Templates catchUp(Consumer<GalleryLogRecord> each);

        /** Offset up to which the log was read, exclusive: it tells whether the log grows. */
        long position();

        @Override
        void close();
    }

    /**
     * Follows the gallery log.
     *
     * @param withOffsets whether {@link Templates#exemplarOffsets} is wanted, which is large; it is empty otherwise
     */
    Follower follow(boolean withOffsets);

    /** Reads the gallery log once, as {@link Follower#catchUp}. */
    default Templates templates(Consumer<GalleryLogRecord> each) {
        try (Follower follower = follow(true)) {
            return follower.catchUp(each);
        }
    }

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
    static boolean isSettled(Map<String, Request> requests, Templates log) {
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
