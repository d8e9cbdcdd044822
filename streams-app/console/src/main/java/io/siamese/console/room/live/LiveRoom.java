package io.siamese.console.room.live;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.TooManyRequestsResponse;
import io.javalin.http.sse.SseClient;
import io.siamese.console.feed.DecisionFeed;
import io.siamese.console.feed.DecisionFilter;
import io.siamese.console.web.Room;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Serves page Live: the latest decisions, then a sample of those that come, as server-sent events. */
public final class LiveRoom implements Room {

    private static final String PATH = "/api/live";
    private static final int MOST_VIEWERS = 16;

    private final Supplier<DecisionFeed> feed;
    private final Semaphore seats = new Semaphore(MOST_VIEWERS);

    public LiveRoom(Supplier<DecisionFeed> feed) {
        this.feed = feed;
    }

    @Override
    public void addRoutes(RoutesConfig routes) {
        routes.before(PATH, this::checkSeats);
        routes.sse(PATH, this::stream);
    }

    /** Each viewer costs a connection and a thread. */
    private void checkSeats(Context context) {
        feed.get();
        if (seats.availablePermits() == 0) {
            throw new TooManyRequestsResponse(MOST_VIEWERS + " people watch already; close a window first");
        }
    }

    private void stream(SseClient client) {
        if (!seats.tryAcquire()) {
            client.close();
            return;
        }
        // In the request's own thread. A request that is kept open beyond its handler is recycled when its viewer goes.
        try (client) {
            new LiveStream(client, feed.get(), filter(client.ctx())).send();
        } finally {
            seats.release();
        }
    }

    private static DecisionFilter filter(Context context) {
        return new DecisionFilter(text(context, "gallery"), text(context, "outcome"), text(context, "subject"));
    }

    private static String text(Context context, String name) {
        String value = context.queryParam(name);
        return value == null ? "" : value;
    }
}
