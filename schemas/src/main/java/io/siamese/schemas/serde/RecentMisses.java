package io.siamese.schemas.serde;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers for a short time what was looked for in vain, so that a flood of bad records does not ask again for each one.
 * What was never looked for is never a miss: a schema that is published before its first record is always found. Holds at
 * most a fixed number of ids, the eldest going first. Not thread-safe.
 *
 * @param <K> an id, which has equals and hashCode
 */
final class RecentMisses<K> {

    private static final int MOST = 10_000;

    private final Duration remembered;
    private final Clock clock;
    private final Map<K, Instant> misses = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Instant> eldest) {
            return size() > MOST;
        }
    };

    RecentMisses(Duration remembered, Clock clock) {
        this.remembered = remembered;
        this.clock = clock;
    }

    void add(K id) {
        misses.remove(id);
        misses.put(id, clock.instant());
    }

    boolean contains(K id) {
        Instant at = misses.get(id);
        return at != null && clock.instant().isBefore(at.plus(remembered));
    }
}
