package io.siamese.console.room.about;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.siamese.console.kafka.Connection;
import io.siamese.console.kafka.NotConnectedException;
import io.siamese.console.web.Room;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.kafka.TopicAdmin;
import io.siamese.schemas.kafka.TopicState;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells what the console is connected to. */
public final class AboutRoom implements Room {

    private final Supplier<Topics> topics;
    private final @Nullable URI service;
    private final boolean hasStory;

    /** What the page shows. */
    record About(
            @Nullable String brokers,
            @Nullable String waitingFor,
            @Nullable String service,
            boolean hasStory,
            List<Topic> topics) {}

    record Topic(String name, int partitions) {}

    private record Topics(String brokers, TopicAdmin admin) implements AutoCloseable {

        static Topics open(ContractSettings settings) {
            return new Topics(settings.kafka().bootstrapServers(), TopicAdmin.open(settings));
        }

        List<Topic> listTopics() {
            return admin.states().values().stream()
                    .sorted(Comparator.comparing(TopicState::name))
                    .map(state -> new Topic(state.name(), state.partitions()))
                    .toList();
        }

        @Override
        public void close() {
            admin.close();
        }
    }

    /**
     * @param service address of the service's health, or null
     * @param hasStory whether a demo tells its story here
     */
    public AboutRoom(Connection kafka, @Nullable URI service, boolean hasStory) {
        this.topics = kafka.whenConnected(Topics::open);
        this.service = service;
        this.hasStory = hasStory;
    }

    @Override
    public void addRoutes(RoutesConfig routes) {
        routes.get("/api/about", this::sendAbout);
    }

    private void sendAbout(Context context) {
        context.json(describeConnection());
    }

    private About describeConnection() {
        String address = service == null ? null : service.toString();
        try {
            Topics connected = topics.get();
            return new About(connected.brokers(), null, address, hasStory, connected.listTopics());
        } catch (NotConnectedException e) {
            return new About(null, e.getMessage(), address, hasStory, List.of());
        }
    }
}
