package io.siamese.service;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.siamese.service.app.SiameseApp;
import io.siamese.service.config.WebConfig;
import io.siamese.service.health.HealthServer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Serves health and metrics of a running service over HTTP, if its settings name a port. */
public final class HealthEndpoints implements AutoCloseable {

    private final PrometheusMeterRegistry metrics;
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final @Nullable HealthServer server;

    private HealthEndpoints(WebConfig web, SiameseApp app, PrometheusMeterRegistry metrics) {
        this.metrics = metrics;
        measure(app);
        server = web.enabled()
                ? HealthServer.start(
                        web,
                        () -> app.failure().isDone()
                                ? app.notReadyBecause().stream().toList()
                                : List.of(),
                        () -> app.notReadyBecause().stream().toList(),
                        metrics)
                : null;
    }

    /** Serves from now on, if the settings name a port. The service and the registry belong to the caller. */
    public static HealthEndpoints open(WebConfig web, SiameseApp app, PrometheusMeterRegistry metrics) {
        return new HealthEndpoints(web, app, metrics);
    }

    private void measure(SiameseApp app) {
        new JvmMemoryMetrics().bindTo(metrics);
        new JvmThreadMetrics().bindTo(metrics);
        new ProcessorMetrics().bindTo(metrics);
        collections.bindTo(metrics);
        Gauge.builder("siamese.ready", app, service -> service.isReady() ? 1 : 0)
                .description("1 while images are decided on")
                .tag("encoder", app.encoderId())
                .register(metrics);
        Gauge.builder("siamese.encoder.info", () -> 1)
                .description("1; its tags say which encoder is loaded and what it runs on")
                .tag("encoder", app.encoderId())
                .tag("provider", app.provider())
                .register(metrics);
        Gauge.builder("siamese.gallery.templates", app, SiameseApp::templates)
                .description("Templates in the gallery")
                .register(metrics);
        Gauge.builder("siamese.gallery.epoch", app, SiameseApp::galleryEpoch)
                .description("Offset of the gallery log up to which the gallery is applied")
                .register(metrics);
    }

    /** Where it is, for a line of output; empty where it is off. */
    public String address() {
        return server == null ? "" : ", health and metrics on port " + server.port();
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
        collections.close();
    }
}
