package io.siamese.console.room.review;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.siamese.console.kafka.Connection;
import io.siamese.console.web.ConsoleJson;
import io.siamese.console.web.RawJson;
import io.siamese.console.web.Room;
import io.siamese.events.MatchDecision;
import io.siamese.events.Verdict;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Serves page Review: the uncertain decisions that wait, and verdicts on them. */
public final class ReviewRoom implements Room {

    private static final String PATH = "/api/review";
    private static final int AT_ONCE = 10;

    private final Supplier<Reviews> reviews;
    private final Clock clock;

    /**
     * What waits.
     *
     * @param waiting decisions that nobody has judged
     * @param verdicts of the last day, by verdict
     * @param decisions the oldest that wait
     */
    record Waiting(int waiting, Map<Verdict, Long> verdicts, List<RawJson> decisions) {}

    public ReviewRoom(Connection kafka, Clock clock) {
        this.reviews = kafka.whenConnected(Reviews::open);
        this.clock = clock;
    }

    @Override
    public void addRoutes(RoutesConfig routes) {
        routes.get(PATH, this::listWaiting);
        routes.post(PATH, this::publishVerdict);
    }

    private void listWaiting(Context context) {
        String gallery = context.queryParam("gallery");
        ReviewQueue queue = reviews.get().queue();
        List<RawJson> decisions = queue.waiting(gallery == null ? "" : gallery, AT_ONCE).stream()
                .map(RawJson::of)
                .toList();
        context.json(new Waiting(queue.size(), queue.verdicts(), decisions));
    }

    private void publishVerdict(Context context) {
        Judgement judgement = ConsoleJson.readBody(context, Judgement.class);
        MatchDecision decision = reviews.get()
                .queue()
                .decision(judgement.imagePlace())
                .orElseThrow(() -> new NotFoundResponse("this decision no longer waits here"));
        reviews.get().publish(judgement.toFeedback(decision, clock.instant()));
        context.status(204);
    }
}
