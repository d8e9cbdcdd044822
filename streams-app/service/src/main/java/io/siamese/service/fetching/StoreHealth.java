package io.siamese.service.fetching;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers when each store last gave an answer, about any image. Thread-safe. */
final class StoreHealth {
    private final Map<String, Long> answeredAt = new ConcurrentHashMap<>();

    /** @param now by {@link System#nanoTime} */
    void answered(String store, long now) {
        answeredAt.put(store, now);
    }

    /** Whether the store has given an answer since then. */
    boolean hasAnsweredSince(String store, long then) {
        return lastAnswer(store, then) - then > 0;
    }

    /** When the store last gave an answer; the given time, if that was before it. */
    long lastAnswer(String store, long then) {
        Long at = answeredAt.get(store);
        return at != null && at - then > 0 ? at : then;
    }
}
