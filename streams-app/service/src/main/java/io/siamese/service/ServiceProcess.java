package io.siamese.service;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.siamese.schemas.kafka.TopicAdmin;
import io.siamese.service.app.SiameseApp;
import io.siamese.service.config.AppConfig;
import io.siamese.service.health.Backlog;
import io.siamese.service.health.StableOffsetLag;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Runs the service in this process until the process is told to stop (SIGTERM, Ctrl-C) or the service fails. */
public final class ServiceProcess {
    /** For all that is closed after Kafka Streams. */
    private static final Duration BESIDE_STREAMS = Duration.ofSeconds(5);

    private final AppConfig config;
    private final boolean createTopics;
    private final boolean takeOver;

    /**
     * @param createTopics whether to create the topics that are missing first
     * @param takeOver whether to become the active encoder where the gallery log names another one
     */
    public ServiceProcess(AppConfig config, boolean createTopics, boolean takeOver) {
        this.config = config;
        this.createTopics = createTopics;
        this.takeOver = takeOver;
    }

    /**
     * Runs until told to stop, then closes everything in order.
     *
     * @param out takes one line once the service has started
     * @throws IllegalArgumentException if a setting or the model cannot work
     * @throws ServiceStoppedException if the service stopped for good by itself
     */
    public void run(PrintWriter out) {
        if (createTopics) {
            try (TopicAdmin admin = TopicAdmin.open(config.contract())) {
                admin.create();
            }
        }
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        // The signal is opened first, so that it is closed last: the process ends when it is.
        try (StopSignal stop = new StopSignal(config.streams().shutdownTimeout().plus(BESIDE_STREAMS));
                SiameseApp app = SiameseApp.start(config, takeOver, metrics);
                StableOffsetLag lag = StableOffsetLag.start(config.contract(), metrics);
                Backlog backlog =
                        Backlog.start(config.contract(), config.streams().applicationId(), app::galleryEpoch, metrics);
                HealthEndpoints health = HealthEndpoints.open(config.web(), app, metrics)) {
            out.println("siamese serves " + config.streams().applicationId() + " with encoder " + app.encoderId()
                    + " on " + config.kafka().bootstrapServers() + health.address());
            out.flush();
            CompletableFuture.anyOf(stop.stopRequested(), app.failure()).join();
            if (app.failure().isDone()) {
                throw new ServiceStoppedException(app.failure().join());
            }
        }
    }
}
