package io.siamese.console.room.health;

import io.javalin.config.RoutesConfig;
import io.javalin.http.ConflictResponse;
import io.javalin.http.Context;
import io.javalin.http.GoneResponse;
import io.siamese.console.feed.DecisionFeed;
import io.siamese.console.feed.FeedCounts;
import io.siamese.console.kafka.Connection;
import io.siamese.console.web.ConsoleJson;
import io.siamese.console.web.Room;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Serves page Health: counts, dead letters and their redrive, and the service's own words. */
public final class HealthRoom implements Room {

    private static final int LETTERS = 50;

    private final Supplier<DecisionFeed> feed;
    private final Supplier<DeadLetters> letters;
    private final ServiceProbe service;

    /** What the page shows. */
    record Health(FeedCounts counts, List<Letter> letters, ServiceStatus service) {}

    /** Which dead letter to send again. */
    record Redrive(int partition, long offset) {}

    /** Where it was written. */
    record Redriven(String topic, int partition, long offset) {}

    /** @param service address of the service's health, or null */
    public HealthRoom(Connection kafka, Supplier<DecisionFeed> feed, @Nullable URI service) {
        this.feed = feed;
        this.letters = kafka.whenConnected(DeadLetters::open);
        this.service = new ServiceProbe(service);
    }

    @Override
    public void addRoutes(RoutesConfig routes) {
        routes.get(
                "/api/health",
                context -> context.json(
                        new Health(feed.get().counts(), letters.get().latestLetters(LETTERS), service.askService())));
        routes.post("/api/health/redrive", this::redrive);
    }

    private void redrive(Context context) {
        Redrive asked = ConsoleJson.readBody(context, Redrive.class);
        try {
            RecordMetadata written = letters.get()
                    .redrive(asked.partition(), asked.offset())
                    .orElseThrow(() -> new GoneResponse("the topic no longer keeps this dead letter"));
            context.json(new Redriven(written.topic(), written.partition(), written.offset()));
        } catch (IllegalArgumentException e) {
            throw new ConflictResponse(String.valueOf(e.getMessage()));
        }
    }
}
