package io.siamese.console.feed;

import io.siamese.client.DecisionWatcher;
import io.siamese.console.kafka.BackgroundLoop;
import io.siamese.events.MatchDecision;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.resource.ResourceStack;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * Follows the topic of decisions. It counts every decision that is made from now on, keeps the latest ones, some of before among them,
 * and hands samples to those who watch. Thread-safe; the caller closes it.
 */
public final class DecisionFeed implements AutoCloseable {

    /** Decisions that are kept at most. */
    public static final int MOST_KEPT = 2_000;

    private static final int FROM_BEFORE = 100;
    private static final Duration POLL = Duration.ofMillis(100);

    private final DecisionCounter tally = new DecisionCounter(System::currentTimeMillis);
    private final Deque<MatchDecision> latest = new ArrayDeque<>();
    private final List<DecisionSample> samples = new CopyOnWriteArrayList<>();
    private final SplittableRandom random = new SplittableRandom();
    private final ResourceStack opened = new ResourceStack();

    private DecisionFeed(DecisionWatcher watcher) {
        opened.add(watcher);
        opened.add(BackgroundLoop.start(
                "siamese-console-decisions", () -> watcher.poll(POLL).forEach(this::addDecision)));
    }

    /** Begins with the last decisions of each partition. */
    public static DecisionFeed open(ContractSettings settings) {
        return new DecisionFeed(DecisionWatcher.openLast(settings, FROM_BEFORE));
    }

    private void addDecision(MatchDecision decision) {
        synchronized (latest) {
            latest.addFirst(decision);
            if (latest.size() > MOST_KEPT) {
                latest.removeLast();
            }
        }
        if (decision.getDecidedAt().toEpochMilli() >= tally.sinceMillis()) {
            tally.countDecision(decision);
        }
        samples.forEach(sample -> sample.offer(decision));
    }

    /** How many decisions came since this was opened. */
    public FeedCounts counts() {
        return tally.counts();
    }

    /** The latest decisions that pass the filter, newest first. */
    public List<MatchDecision> latestDecisions(Predicate<MatchDecision> filter, int most) {
        synchronized (latest) {
            return latest.stream().filter(filter).limit(most).toList();
        }
    }

    /** The galleries of the latest decisions, by name. */
    public List<String> galleries() {
        synchronized (latest) {
            return latest.stream()
                    .map(MatchDecision::getGallery)
                    .filter(gallery -> !gallery.isEmpty())
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    /**
     * Samples the decisions to come.
     *
     * @param most decisions in a sample
     * @return the sample, which the caller closes
     */
    public DecisionSample openSample(Predicate<MatchDecision> filter, int most) {
        DecisionSample[] own = new DecisionSample[1];
        own[0] = new DecisionSample(filter, most, random.split(), () -> samples.remove(own[0]));
        samples.add(own[0]);
        return own[0];
    }

    @Override
    public void close() {
        opened.close();
    }
}
