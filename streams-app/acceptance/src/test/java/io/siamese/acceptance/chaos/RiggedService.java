package io.siamese.acceptance.chaos;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.siamese.acceptance.contract.RiggedEncoder;
import io.siamese.encoder.onnx.Encoder;
import io.siamese.encoder.onnx.EncoderException;
import io.siamese.service.HealthEndpoints;
import io.siamese.service.app.SiameseApp;
import io.siamese.service.config.AppConfig;
import io.siamese.service.config.ConfigSources;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The service in a process of its own whose device is slow, and is lost after a number of calls. It then ends, as the service
 * does. Tests kill it.
 */
final class RiggedService {
    /** Each call takes longer by these milliseconds. */
    static final String SLOWER_MS = "siamese.chaos.slower.ms";
    /** The device is lost with this call. 0: never. */
    static final String LOST_AT = "siamese.chaos.lost.at";

    private static final AtomicInteger CALLS = new AtomicInteger();

    private RiggedService() {}

    /** @param arguments settings, each after {@code --set} */
    public static void main(String[] arguments) {
        AppConfig config = AppConfig.load(ConfigSources.ofFlags(Arrays.stream(arguments)
                .filter(argument -> !argument.equals("--set"))
                .toArray(String[]::new)));
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (SiameseApp app = SiameseApp.start(config, false, metrics, RiggedService::rigged);
                HealthEndpoints health = HealthEndpoints.open(config.web(), app, metrics)) {
            System.out.println("rigged" + health.address());
            System.out.println("siamese: " + app.failure().join());
        }
        System.exit(1);
    }

    private static Encoder rigged(Encoder encoder) {
        return new RiggedEncoder(encoder, images -> encode(encoder, images));
    }

    private static float[][] encode(Encoder encoder, List<byte[]> images) {
        LockSupport.parkNanos(Duration.ofMillis(Long.getLong(SLOWER_MS, 0)).toNanos());
        int lostAt = Integer.getInteger(LOST_AT, 0);
        if (lostAt > 0 && CALLS.incrementAndGet() >= lostAt) {
            throw new EncoderException("the device is lost", null);
        }
        return encoder.encode(images);
    }
}
