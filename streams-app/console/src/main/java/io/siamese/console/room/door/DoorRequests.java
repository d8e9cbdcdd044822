package io.siamese.console.room.door;

import io.siamese.console.web.RawJson;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the requests of the last minutes, so that a slow answer can be asked for later, and a request that is repeated under its
 * idempotency key is published once. It is kept in memory: another console, or this one after a restart, knows none of them.
 * Thread-safe.
 */
final class DoorRequests {

    private final int mostInFlight;
    private final int mostKept;
    private final long keepNanos;
    private final LongSupplier clock;
    /** In the order in which they came. */
    private final Map<String, Kept> byId = new LinkedHashMap<>();

    private final Map<String, String> idByKey = new LinkedHashMap<>();
    private int inFlight;

    private record Kept(DoorRequest request, @Nullable String key, long since) {}

    /** The limit of requests in flight, or of requests that are remembered, is reached. */
    static final class Busy extends Exception {
        private static final long serialVersionUID = 1L;

        Busy(String message) {
            super(message);
        }
    }

    /** Another request came under the same idempotency key before. */
    static final class KeyTaken extends Exception {
        private static final long serialVersionUID = 1L;

        KeyTaken() {
            super("another request was sent under this Idempotency-Key");
        }
    }

    /**
     * @param mostInFlight requests at most that wait for their answer
     * @param mostKept requests at most that are remembered
     * @param keep how long an answer can be asked for
     * @param clock nanoseconds
     */
    DoorRequests(int mostInFlight, int mostKept, Duration keep, LongSupplier clock) {
        this.mostInFlight = mostInFlight;
        this.mostKept = mostKept;
        this.keepNanos = keep.toNanos();
        this.clock = clock;
    }

    /**
     * Begins a request, or returns the one that it repeats.
     *
     * @param key the idempotency key; null: none
     * @param digest of what is asked
     * @param publish publishes it under an id and returns its answer; not called for a repetition
     */
    DoorRequest begin(@Nullable String key, String digest, Function<String, CompletableFuture<RawJson>> publish)
            throws Busy, KeyTaken {
        CompletableFuture<RawJson> answer = new CompletableFuture<>();
        DoorRequest mine = new DoorRequest(UUID.randomUUID().toString(), digest, answer);
        DoorRequest request = begunOrRepeated(key, mine);
        if (request == mine) {
            publish(mine, answer, publish);
        }
        return request;
    }

    /** Outside the lock: a producer may block while the brokers do not answer. */
    private void publish(
            DoorRequest request,
            CompletableFuture<RawJson> answer,
            Function<String, CompletableFuture<RawJson>> publish) {
        try {
            publish.apply(request.id())
                    .whenComplete((event, failure) -> endRequest(request.id(), answer, event, failure));
        } catch (RuntimeException e) {
            forgetUnpublished(request.id());
            answer.completeExceptionally(e);
            throw e;
        }
    }

    private synchronized DoorRequest begunOrRepeated(@Nullable String key, DoorRequest request) throws Busy, KeyTaken {
        forgetOld();
        Optional<DoorRequest> repeated =
                Optional.ofNullable(key).map(idByKey::get).flatMap(this::findById);
        if (repeated.isPresent()) {
            return checked(repeated.get(), request.digest());
        }
        if (inFlight >= mostInFlight || byId.size() >= mostKept) {
            throw new Busy(inFlight + " requests wait for their answers and " + byId.size()
                    + " are remembered, allowed are " + mostInFlight + " and " + mostKept + "; try again later");
        }
        byId.put(request.id(), new Kept(request, key, clock.getAsLong()));
        if (key != null) {
            idByKey.put(key, request.id());
        }
        inFlight++;
        return request;
    }

    private void endRequest(
            String id, CompletableFuture<RawJson> answer, @Nullable RawJson event, @Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause == null) {
            endInFlight();
            answer.complete(event);
            return;
        }
        if (cause instanceof KafkaException) {
            forgetUnpublished(id);
        } else {
            endInFlight();
        }
        answer.completeExceptionally(cause);
    }

    private synchronized void endInFlight() {
        inFlight--;
    }

    /** A repetition may try again. */
    private synchronized void forgetUnpublished(String id) {
        inFlight--;
        forgetKey(byId.remove(id));
    }

    private void forgetKey(@Nullable Kept kept) {
        if (kept != null && kept.key() != null) {
            idByKey.remove(kept.key());
        }
    }

    private static DoorRequest checked(DoorRequest request, String digest) throws KeyTaken {
        if (!request.digest().equals(digest)) {
            throw new KeyTaken();
        }
        return request;
    }

    /** The request of an id; empty if it is unknown, or too old. */
    synchronized Optional<DoorRequest> find(String id) {
        forgetOld();
        return findById(id);
    }

    private Optional<DoorRequest> findById(String id) {
        return Optional.ofNullable(byId.get(id)).map(Kept::request);
    }

    private void forgetOld() {
        Iterator<Kept> oldest = byId.values().iterator();
        while (oldest.hasNext()) {
            Kept kept = oldest.next();
            if (clock.getAsLong() - kept.since() < keepNanos) {
                return;
            }
            oldest.remove();
            forgetKey(kept);
        }
    }
}
