package io.siamese.streams.bench;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.siamese.streams.app.SiameseApp;
import io.siamese.streams.config.AppConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.InterruptException;

/** The service as it is served: one instance or several of them, each with a device of its own. */
final class AppArm implements Arm {
    private static final Duration READY = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final String name;
    private final Device device;
    private final Load load;
    private final int instances;
    private final Supplier<List<AppConfig>> configs;

    /**
     * @param load what is in the images topic of the configurations
     * @param configs gives a configuration for each instance of a new run
     */
    AppArm(String name, Device device, Load load, int instances, Supplier<List<AppConfig>> configs) {
        this.name = name;
        this.device = device;
        this.load = load;
        this.instances = instances;
        this.configs = configs;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Measured run() {
        List<AppConfig> own = configs.get();
        Measured measured;
        try (Running running = new Running()) {
            for (int i = 0; i < instances; i++) {
                running.start(own.get(i), device);
            }
            running.awaitReady();
            Meter meter = new Meter(running::decided, running.encoder(), running::failure);
            measured = meter.between(load.images() / 10, load.images() * 9L / 10, PATIENCE);
            meter.between(load.images(), load.images(), PATIENCE);
        }
        // A clean close commits what was decided.
        DecisionAudit.check(own.get(0), load);
        return measured;
    }

    /** Instances in this process. */
    private static final class Running implements AutoCloseable {
        private final List<SiameseApp> apps = new ArrayList<>();
        private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
        private final AtomicReference<MeteredEncoder> encoder = new AtomicReference<>();

        void start(AppConfig config, Device device) {
            apps.add(SiameseApp.start(config, false, registry, real -> {
                MeteredEncoder fitted = device.fit(real);
                encoder.compareAndSet(null, fitted);
                return fitted;
            }));
        }

        void awaitReady() {
            try {
                for (SiameseApp app : apps) {
                    app.awaitReady(READY);
                }
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }

        long decided() {
            return (long) registry.find("siamese.decisions").counters().stream()
                    .mapToDouble(Counter::count)
                    .sum();
        }

        MeteredEncoder encoder() {
            return encoder.get();
        }

        Throwable failure() {
            return apps.stream()
                    .filter(app -> app.failure().isDone())
                    .map(app -> app.failure().join())
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public void close() {
            apps.forEach(SiameseApp::close);
        }
    }
}
