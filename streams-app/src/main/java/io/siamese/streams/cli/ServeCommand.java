package io.siamese.streams.cli;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.siamese.streams.admin.TopicAdmin;
import io.siamese.streams.app.SiameseApp;
import io.siamese.streams.config.AppConfig;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the service until it is told to stop. */
@Command(
        name = "serve",
        description = "Run the service: enrol exemplars and decide on images, until Ctrl-C or SIGTERM.")
final class ServeCommand extends Verb {

    /** For all that is closed after Kafka Streams. */
    private static final Duration BESIDE_STREAMS = Duration.ofSeconds(5);

    @Mixin
    private ConfigOptions options;

    @Option(names = "--create-topics", description = "Create the topics that are missing first.")
    private boolean createTopics;

    @Option(
            names = "--take-over",
            description =
                    "Become the active encoder where the gallery log names another one, once all exemplars are embedded.")
    private boolean takeOver;

    @Override
    public Integer call() {
        AppConfig config = options.config();
        if (createTopics) {
            try (TopicAdmin admin = TopicAdmin.open(config)) {
                admin.create();
            }
        }
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (Stop stop = new Stop(config.streams().shutdownTimeout().plus(BESIDE_STREAMS));
                SiameseApp app = SiameseApp.start(config, takeOver, metrics);
                Console console = Console.open(config.web(), app, metrics)) {
            out().println("siamese serves " + config.streams().applicationId() + " with encoder " + app.encoderId()
                    + " on " + config.kafka().bootstrapServers() + console.address());
            CompletableFuture.anyOf(stop.asked(), app.failure()).join();
            if (app.failure().isDone()) {
                throw new CommandFailure("the service stopped: " + app.failure().join());
            }
            return OK;
        }
    }
}
