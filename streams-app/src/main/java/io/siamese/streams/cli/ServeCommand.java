package io.siamese.streams.cli;

import io.siamese.streams.admin.TopicAdmin;
import io.siamese.streams.app.SiameseApp;
import io.siamese.streams.config.AppConfig;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the service until it is told to stop. */
@Command(
        name = "serve",
        description = "Run the service: enrol exemplars and decide on images, until Ctrl-C or SIGTERM.")
final class ServeCommand extends Verb {

    @Mixin
    private ConfigOptions options;

    @Option(names = "--create-topics", description = "Create the topics that are missing first.")
    private boolean createTopics;

    @Option(
            names = "--take-over",
            description =
                    "Become the active encoder where the gallery log names another one, once all exemplars are embedded.")
    private boolean takeOver;

    private final CompletableFuture<@Nullable Void> stop = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public Integer call() {
        AppConfig config = options.config();
        if (createTopics) {
            try (TopicAdmin admin = TopicAdmin.open(config)) {
                admin.create();
            }
        }
        // The virtual machine ends when its hooks return, so the hook waits for what is closed below.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndWait(config), "siamese-stop"));
        try (SiameseApp app = SiameseApp.start(config, takeOver);
                Console console = Console.open(config.web(), app)) {
            out().println("siamese serves " + config.streams().applicationId() + " with encoder " + app.encoderId()
                    + " on " + config.kafka().bootstrapServers() + console.address());
            CompletableFuture.anyOf(stop, app.failure()).join();
            if (app.failure().isDone()) {
                throw new CommandFailure("the service stopped: " + app.failure().join());
            }
            return OK;
        } finally {
            closed.countDown();
        }
    }

    private void stopAndWait(AppConfig config) {
        stop.complete(null);
        try {
            // What Kafka Streams is given to close, and the rest.
            closed.await(config.streams().shutdownTimeout().toMillis() + 5_000, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
