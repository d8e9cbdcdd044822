package io.siamese.testbed.bench;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.siamese.encoder.onnx.Encoder;
import io.siamese.service.app.SiameseApp;
import io.siamese.service.config.AppConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Runs instances of the service in this process, each with a device of its own. The caller that starts them closes
 * them.
 */
final class RunningApps implements AutoCloseable {
    private static final Duration READY = Duration.ofSeconds(60);

    private final List<SiameseApp> apps = new ArrayList<>();
    private final List<MeteredEncoder> encoders = new ArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    /** Kept as they are made: a search of the registry at every look would be part of what is measured. */
    private final List<Counter> decisions = new CopyOnWriteArrayList<>();

    private RunningApps() {
        registry.config().onMeterAdded(meter -> {
            if (meter instanceof Counter counter && counter.getId().getName().equals("siamese.decisions")) {
                decisions.add(counter);
            }
        });
    }

    /** Starts an instance for each configuration, and waits until all decide with the benchmark's gallery before them. */
    static RunningApps start(List<AppConfig> configs, EncoderDevice device) {
        RunningApps running = new RunningApps();
        try {
            for (AppConfig config : configs) {
                running.apps.add(
                        SiameseApp.start(config, false, running.registry, real -> running.fitEncoder(device, real)));
            }
            for (SiameseApp app : running.apps) {
                app.awaitReady(READY);
                new ThroughputMeter(app::templates, () -> 0, running::failure)
                        .between(BenchGallery.SUBJECTS, BenchGallery.SUBJECTS, READY);
            }
            return running;
        } catch (InterruptedException e) {
            running.close();
            throw new InterruptException(e);
        } catch (RuntimeException e) {
            running.close();
            throw e;
        }
    }

    private MeteredEncoder fitEncoder(EncoderDevice device, Encoder real) {
        MeteredEncoder fitted = device.fitEncoder(real);
        encoders.add(fitted);
        return fitted;
    }

    /** Images decided so far, committed or about to be. */
    long decided() {
        return (long) decisions.stream().mapToDouble(Counter::count).sum();
    }

    /** Templates in the gallery of the first instance. */
    int templates() {
        return apps.get(0).templates();
    }

    ThroughputMeter throughputMeter() {
        return new ThroughputMeter(
                this::decided,
                () -> encoders.stream().mapToLong(MeteredEncoder::cpuNanos).sum(),
                this::failure);
    }

    @Nullable
    Throwable failure() {
        return apps.stream()
                .filter(app -> app.failure().isDone())
                .map(app -> app.failure().join())
                .findFirst()
                .orElse(null);
    }

    /** Calling it twice is harmless. */
    @Override
    public void close() {
        apps.forEach(SiameseApp::close);
        apps.clear();
    }
}
