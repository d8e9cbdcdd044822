package io.siamese.testbed.demo;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.siamese.schemas.kafka.TopicAdmin;
import io.siamese.schemas.resource.ResourceStack;
import io.siamese.service.HealthEndpoints;
import io.siamese.service.app.SiameseApp;
import io.siamese.service.config.AppConfig;
import io.siamese.service.health.Backlog;
import io.siamese.service.health.StableOffsetLag;
import io.siamese.testbed.broker.EmbeddedBroker;
import io.siamese.testbed.broker.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Runs a broker and the service in this process, in temporary folders that are deleted when it is closed. */
public final class DemoService implements AutoCloseable {

    private static final Duration READY = Duration.ofSeconds(60);

    private final AppConfig config;
    private final ResourceStack opened;

    private DemoService(AppConfig config, ResourceStack opened) {
        this.config = config;
        this.opened = opened;
    }

    /**
     * Starts both, creates the topics, and waits until the service is ready.
     *
     * @param settings makes the configuration from settings that name this broker and a temporary folder
     */
    public static DemoService start(Function<List<String>, AppConfig> settings) throws InterruptedException {
        return start(settings, chooseHealthAddress());
    }

    /**
     * As {@link #start(Function)}.
     *
     * @param health where health and metrics are served, as {@link #chooseHealthAddress} chose it
     */
    public static DemoService start(Function<List<String>, AppConfig> settings, URI health)
            throws InterruptedException {
        return start(settings, health, READY);
    }

    /** Chooses where a service may serve its health and metrics: a free port of the loopback address. */
    public static URI chooseHealthAddress() {
        return URI.create("http://127.0.0.1:" + FreePort.next());
    }

    static DemoService start(Function<List<String>, AppConfig> settings, URI health, Duration ready)
            throws InterruptedException {
        try (ResourceStack opened = new ResourceStack()) {
            Path state = Files.createTempDirectory("siamese-state-");
            opened.add(() -> deleteFolder(state));
            EmbeddedBroker broker = opened.add(EmbeddedBroker.start());
            AppConfig config = settings.apply(List.of(
                    "bootstrap.servers=" + broker.bootstrapServers(),
                    "state.dir=" + state,
                    "web.host=" + health.getHost(),
                    "web.port=" + health.getPort()));
            try (TopicAdmin admin = TopicAdmin.open(config.contract())) {
                admin.create();
            }
            PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            SiameseApp app = opened.add(SiameseApp.start(config, false, metrics));
            opened.add(StableOffsetLag.start(config.contract(), metrics));
            opened.add(Backlog.start(config.contract(), config.streams().applicationId(), app::galleryEpoch, metrics));
            opened.add(HealthEndpoints.open(config.web(), app, metrics));
            app.awaitReady(ready);
            return new DemoService(config, opened.release());
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder for the service", e);
        }
    }

    /** The configuration that the service runs under. */
    public AppConfig config() {
        return config;
    }

    @Override
    public void close() {
        // The demo is stopped by an interrupt of its thread, and closing in order needs a thread without one.
        Thread.interrupted();
        opened.close();
    }

    private static void deleteFolder(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
