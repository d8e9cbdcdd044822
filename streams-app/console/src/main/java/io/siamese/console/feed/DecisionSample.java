package io.siamese.console.feed;

import io.siamese.events.MatchDecision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Samples the decisions that one viewer wants to see, because nobody can look at a thousand a second. Each decision since the last
 * {@link #takeSample} has the same chance to be shown. Thread-safe.
 */
public final class DecisionSample implements AutoCloseable {

    private final Predicate<MatchDecision> filter;
    private final int most;
    private final RandomGenerator random;
    private final Runnable leave;
    private final List<Numbered> chosen = new ArrayList<>();
    private int matching;

    private record Numbered(int number, MatchDecision decision) {}

    /**
     * What came since the last time.
     *
     * @param matching decisions that pass the filter
     * @param decisions those of them that are shown, in the order in which they came
     */
    public record Taken(int matching, List<MatchDecision> decisions) {}

    /** @param leave called when the viewer goes */
    DecisionSample(Predicate<MatchDecision> filter, int most, RandomGenerator random, Runnable leave) {
        this.filter = filter;
        this.most = most;
        this.random = random;
        this.leave = leave;
    }

    /** Reservoir sampling: Vitter, "Random Sampling with a Reservoir" (1985), algorithm R. */
    synchronized void offer(MatchDecision decision) {
        if (!filter.test(decision)) {
            return;
        }
        matching++;
        if (chosen.size() < most) {
            chosen.add(new Numbered(matching, decision));
            return;
        }
        int place = random.nextInt(matching);
        if (place < most) {
            chosen.set(place, new Numbered(matching, decision));
        }
    }

    /** Takes what was sampled, and begins anew. */
    public synchronized Taken takeSample() {
        List<MatchDecision> decisions = chosen.stream()
                .sorted(Comparator.comparingInt(Numbered::number))
                .map(Numbered::decision)
                .toList();
        Taken taken = new Taken(matching, decisions);
        chosen.clear();
        matching = 0;
        return taken;
    }

    @Override
    public void close() {
        leave.run();
    }
}
