package io.siamese.console.feed;

import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** Counts every decision by outcome, by the reason of a rejection, and by the second in which it was read. Thread-safe. */
final class DecisionCounter {

    /** Seconds of history that are kept. */
    static final int SECONDS = 300;

    private static final int RATE_SECONDS = 5;
    private static final int MOST_REASONS = 50;
    private static final String OTHER = "OTHER";
    private static final long SECOND_MS = 1_000;

    private final LongSupplier clock;
    private final long since;
    private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    private final Map<String, Long> rejections = new TreeMap<>();
    private final int[] perSecond = new int[SECONDS];
    private long second;
    private long total;

    /** @param clock milliseconds since 1970 */
    DecisionCounter(LongSupplier clock) {
        this.clock = clock;
        this.since = clock.getAsLong();
        this.second = since / SECOND_MS;
    }

    long sinceMillis() {
        return since;
    }

    synchronized void countDecision(MatchDecision decision) {
        advance();
        total++;
        perSecond[(int) (second % SECONDS)]++;
        outcomes.merge(decision.getOutcome(), 1L, Long::sum);
        if (decision.getOutcome() == Outcome.REJECTED) {
            String reason = String.valueOf(decision.getReason());
            boolean known = rejections.containsKey(reason) || rejections.size() < MOST_REASONS;
            rejections.merge(known ? reason : OTHER, 1L, Long::sum);
        }
    }

    synchronized FeedCounts counts() {
        advance();
        Map<String, Long> byOutcome = new TreeMap<>();
        outcomes.forEach((outcome, count) -> byOutcome.put(outcome.name(), count));
        return new FeedCounts(since, total, byOutcome, new TreeMap<>(rejections), decisionsPerSecond(), history());
    }

    /** Empties the seconds that went by without a decision. */
    private void advance() {
        long now = clock.getAsLong() / SECOND_MS;
        long empty = Math.min(now - second, SECONDS);
        for (long i = 0; i < empty; i++) {
            perSecond[(int) ((now - i) % SECONDS)] = 0;
        }
        second = Math.max(second, now);
    }

    /** Of the last whole seconds: the one in progress would always lag behind. */
    private double decisionsPerSecond() {
        int sum = 0;
        for (int i = 1; i <= RATE_SECONDS; i++) {
            sum += perSecond[(int) ((second - i) % SECONDS)];
        }
        return sum / (double) RATE_SECONDS;
    }

    /** Oldest first, whole seconds alone. */
    private int[] history() {
        int[] history = new int[SECONDS - 1];
        for (int i = 0; i < history.length; i++) {
            history[i] = perSecond[(int) ((second + 1 + i) % SECONDS)];
        }
        return history;
    }
}
