package io.siamese.console.room.live;

import io.javalin.http.sse.SseClient;
import io.siamese.console.feed.DecisionFeed;
import io.siamese.console.feed.DecisionFilter;
import io.siamese.console.feed.DecisionSample;
import io.siamese.console.feed.FeedCounts;
import io.siamese.console.web.RawJson;
import io.siamese.events.MatchDecision;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Sends one viewer what happened, twice a second, until the viewer goes. */
final class LiveStream {

    /** Decisions that fill the page at first. */
    private static final int AT_FIRST = 24;

    /** Decisions at most in one event: more than four a second nobody can look at. */
    private static final int AT_ONCE = 2;

    private static final long INTERVAL_NANOS = 500_000_000L;

    private final SseClient client;
    private final DecisionFeed feed;
    private final DecisionFilter filter;
    private final BooleanSupplier ending;

    /**
     * One event of the stream.
     *
     * @param counts of all decisions
     * @param galleries that decisions named lately
     * @param matching decisions since the last event that pass the viewer's filter
     * @param decisions those of them that are shown, oldest first
     */
    record Tick(FeedCounts counts, List<String> galleries, int matching, List<RawJson> decisions) {}

    /** @param ending whether the server is about to stop */
    LiveStream(SseClient client, DecisionFeed feed, DecisionFilter filter, BooleanSupplier ending) {
        this.ending = ending;
        this.client = client;
        this.feed = feed;
        this.filter = filter;
    }

    /** Returns when the viewer has gone, or the server is about to stop. */
    void sendUntilGone() {
        try (DecisionSample sample = feed.openSample(filter, AT_ONCE)) {
            List<MatchDecision> first = new ArrayList<>(feed.latestDecisions(filter, AT_FIRST));
            Collections.reverse(first);
            sendTick(0, first);
            while (!client.terminated()
                    && !ending.getAsBoolean()
                    && !Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(INTERVAL_NANOS);
                DecisionSample.Taken taken = sample.takeSample();
                sendTick(taken.matching(), taken.decisions());
            }
        }
    }

    private void sendTick(int matching, List<MatchDecision> decisions) {
        List<RawJson> texts = decisions.stream().map(RawJson::of).toList();
        client.sendEvent("tick", new Tick(feed.counts(), feed.galleries(), matching, texts));
    }
}
