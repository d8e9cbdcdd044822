package io.siamese.service.logs;

import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Knows when a tail had last read its log to the end. A process that was suspended, or cut off from the brokers, for longer than
 * tombstones stay would never read some of them, and would keep what they remove. For the tail's thread.
 */
public final class TailAge {
    private static final Duration LOOK = Duration.ofMinutes(1);

    private final Duration greatest;
    private final Clock clock;
    private long atEndAt;
    private long lookAt;

    /**
     * @param greatest how long a tombstone surely stays in the log
     * @param clock one that goes on while the machine sleeps
     */
    public TailAge(Duration greatest, Clock clock) {
        this.greatest = greatest;
        this.clock = clock;
        atEndAt = clock.millis();
        lookAt = atEndAt + interval();
    }

    private long interval() {
        return Math.min(LOOK.toMillis(), greatest.toMillis() / 4);
    }

    /**
     * Called after each poll, before its records are applied.
     *
     * @param answered whether the poll brought records
     * @throws LostPlaceException if the log was last read to its end too long ago
     */
    public void checkAfterPoll(LogCursor cursor, boolean answered) {
        long now = clock.millis();
        if (answered) {
            checkAge(now);
        }
        if (now >= lookAt) {
            lookAtEnd(cursor, now);
        }
    }

    /**
     * Called while records that were polled cannot be applied.
     *
     * @throws LostPlaceException as {@link #checkAfterPoll} does
     */
    void checkWhileWaiting() {
        checkAge(clock.millis());
    }

    private void lookAtEnd(LogCursor cursor, long now) {
        lookAt = now + interval();
        try {
            long end = cursor.committedEnd();
            checkAge(now);
            if (cursor.position() >= end) {
                atEndAt = now;
            }
        } catch (TimeoutException e) {
            // The brokers do not answer. That is what the age is for.
        }
    }

    private void checkAge(long now) {
        if (now - atEndAt > greatest.toMillis()) {
            throw new LostPlaceException(
                    "the gallery log was last read to its end " + (now - atEndAt) / 1000
                            + " s ago, and tombstones may be gone",
                    null);
        }
    }
}
