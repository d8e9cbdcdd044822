package io.siamese.testbed.bench;

import io.siamese.service.config.AppConfig;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** The service as it is served: one instance or several of them, each with a device of its own. */
final class ServiceVariant implements PipelineVariant {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final String name;
    private final EncoderDevice device;
    private final Supplier<List<AppConfig>> configs;
    private final Supplier<PublishedImages> load;
    private final double from;

    /**
     * @param configs gives a configuration for each instance of a new run
     * @param load gives what is in the images topic of the configurations; called once all instances are ready
     * @param from share of the images after which measuring begins
     */
    ServiceVariant(
            String name,
            EncoderDevice device,
            Supplier<List<AppConfig>> configs,
            Supplier<PublishedImages> load,
            double from) {
        this.name = name;
        this.device = device;
        this.configs = configs;
        this.load = load;
        this.from = from;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Measurement run() {
        List<AppConfig> own = configs.get();
        PublishedImages given;
        Measurement measured;
        try (RunningApps running = RunningApps.start(own, device)) {
            given = load.get();
            ThroughputMeter meter = running.throughputMeter();
            measured = meter.between((long) (given.images() * from), given.images() * 9L / 10, PATIENCE);
            meter.between(given.images(), given.images(), PATIENCE);
        }
        // A clean close commits what was decided.
        DecisionAudit.checkDecisions(own.get(0), given);
        return measured;
    }
}
