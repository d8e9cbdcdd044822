package io.siamese.acceptance.contract;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.siamese.service.app.SiameseApp;
import io.siamese.service.config.AppConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The service under test, on a real broker, with topics made as the contract says. */
final class Service implements AutoCloseable {
    private static final Duration READY = Duration.ofSeconds(60);
    /** Tests wait for commits, and for the members of a group to learn of one more. Settings of a test are stronger. */
    private static final List<String> PROMPT =
            List.of("commit.interval.ms=25", "kafka.consumer.heartbeat.interval.ms=300");

    private final SiameseApp app;
    private final MeterRegistry metrics;

    private Service(SiameseApp app, MeterRegistry metrics) {
        this.app = app;
        this.metrics = metrics;
    }

    static Service start(String bootstrapServers, Path state, String... settings) throws InterruptedException {
        return start(false, new SimpleMeterRegistry(), bootstrapServers, state, settings);
    }

    /** @param metrics where the service counts */
    static Service start(MeterRegistry metrics, String bootstrapServers, Path state, String... settings)
            throws InterruptedException {
        return start(false, metrics, bootstrapServers, state, settings);
    }

    static Service takingOver(String bootstrapServers, Path state, String... settings) throws InterruptedException {
        return start(true, new SimpleMeterRegistry(), bootstrapServers, state, settings);
    }

    private static Service start(
            boolean takeOver, MeterRegistry metrics, String bootstrapServers, Path state, String... settings)
            throws InterruptedException {
        List<String> all = new ArrayList<>(PROMPT);
        all.addAll(List.of(settings));
        all.add("bootstrap.servers=" + bootstrapServers);
        all.add("state.dir=" + state);
        all.add("images.partitions=3");
        all.add("min.epoch.wait.ms=10000");
        AppConfig config = CreatedTopics.configure(all.toArray(String[]::new));
        SiameseApp app = SiameseApp.start(config, takeOver, metrics);
        try {
            app.awaitReady(READY);
        } catch (IllegalStateException e) {
            app.close();
            throw e;
        }
        return new Service(app, metrics);
    }

    SiameseApp app() {
        return app;
    }

    /** Tasks that stream threads have given up: by a rebalance, or because the broker has ended their transaction. */
    double closedTasks() {
        return ClosedTasks.count(metrics);
    }

    /** Whether this instance reads topic exemplars, and so enrols. Who tells statuses may be another one. */
    boolean enrols() {
        return metrics.getMeters().stream()
                .map(Meter::getId)
                .anyMatch(meter -> meter.getName().startsWith("kafka.consumer.fetch.manager.records.lag")
                        && "exemplars".equals(meter.getTag("topic")));
    }

    /** The longest time of late that a worker took for a chunk, in seconds. */
    double longestChunk() {
        return metrics.find("siamese.chunk").timers().stream()
                .mapToDouble(timer -> timer.max(TimeUnit.SECONDS))
                .max()
                .orElse(0);
    }

    @Override
    public void close() {
        app.close();
    }
}
