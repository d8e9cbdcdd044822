package io.siamese.testbed.demo;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.siamese.schemas.kafka.TopicAdmin;
import io.siamese.service.app.SiameseApp;
import io.siamese.service.config.AppConfig;
import io.siamese.testbed.broker.EmbeddedBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** A broker and the service in this process, in temporary folders that go when it is closed. */
public final class DemoService implements AutoCloseable {

    private static final Duration READY = Duration.ofSeconds(60);

    private final EmbeddedBroker broker;
    private final Path state;
    private final AppConfig config;
    private final SiameseApp app;

    private DemoService(EmbeddedBroker broker, Path state, AppConfig config, SiameseApp app) {
        this.broker = broker;
        this.state = state;
        this.config = config;
        this.app = app;
    }

    /**
     * Starts both, creates the topics, and waits until the service is ready.
     *
     * @param settings makes the configuration from settings that name this broker and a temporary folder
     */
    public static DemoService start(Function<List<String>, AppConfig> settings) throws InterruptedException {
        EmbeddedBroker broker = EmbeddedBroker.start();
        try {
            Path state = Files.createTempDirectory("siamese-state-");
            AppConfig config =
                    settings.apply(List.of("bootstrap.servers=" + broker.bootstrapServers(), "state.dir=" + state));
            try (TopicAdmin admin = TopicAdmin.open(config.contract())) {
                admin.create();
            }
            SiameseApp app = SiameseApp.start(config, false, new SimpleMeterRegistry());
            app.awaitReady(READY);
            return new DemoService(broker, state, config, app);
        } catch (IOException e) {
            broker.close();
            throw new UncheckedIOException("no temporary folder for the service", e);
        } catch (RuntimeException | InterruptedException e) {
            broker.close();
            throw e;
        }
    }

    /** The configuration that the service runs under. */
    public AppConfig config() {
        return config;
    }

    @Override
    public void close() {
        // Whoever stops the demo interrupts its thread; closing in order needs it undisturbed.
        Thread.interrupted();
        app.close();
        broker.close();
        try (Stream<Path> paths = Files.walk(state)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the state folder " + state + " could not be deleted", e);
        }
    }
}
