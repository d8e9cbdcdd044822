package io.siamese.console.room.live;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.TooManyRequestsResponse;
import io.javalin.http.sse.SseClient;
import io.siamese.console.feed.DecisionFeed;
import io.siamese.console.feed.DecisionFilter;
import io.siamese.console.web.Room;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Serves page Live: the latest decisions, then a sample of those that come, as server-sent events. */
public final class LiveRoom implements Room {

    private static final String PATH = "/api/live";
    private static final int MOST_VIEWERS = 16;
    private static final int ENDING_SECONDS = 2;

    private final Supplier<DecisionFeed> feed;
    private final Semaphore seats = new Semaphore(MOST_VIEWERS);
    private volatile boolean ending;

    public LiveRoom(Supplier<DecisionFeed> feed) {
        this.feed = feed;
    }

    @Override
    public void addRoutes(RoutesConfig routes) {
        routes.before(PATH, this::checkSeats);
        routes.sse(PATH, this::streamDecisions);
    }

    /** Each viewer costs a connection and a thread. */
    private void checkSeats(Context context) {
        feed.get();
        if (seats.availablePermits() == 0) {
            throw new TooManyRequestsResponse(MOST_VIEWERS + " people watch already; close a window first");
        }
    }

    private void streamDecisions(SseClient client) {
        if (!seats.tryAcquire()) {
            client.close();
            return;
        }
        // In the thread that Javalin gives each stream.
        try (client) {
            new LiveStream(client, feed.get(), readFilter(client.ctx()), () -> ending).sendUntilGone();
        } finally {
            seats.release();
        }
    }

    /** A stream that is open when the server stops makes Javalin fail and log without end. */
    @Override
    public void endStreams() {
        ending = true;
        try {
            seats.tryAcquire(MOST_VIEWERS, ENDING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static DecisionFilter readFilter(Context context) {
        return new DecisionFilter(
                parameterOrEmpty(context, "gallery"),
                parameterOrEmpty(context, "outcome"),
                parameterOrEmpty(context, "subject"));
    }

    private static String parameterOrEmpty(Context context, String name) {
        String value = context.queryParam(name);
        return value == null ? "" : value;
    }
}
