package io.siamese.service.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.kafka.TopicAdmin;
import io.siamese.schemas.topic.TopicNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Measures how many records of the gallery log, and of those that people published, wait behind somebody's open transaction, as the gauge
 * {@code siamese.stable.offset.lag} of each topic. It is not a number while the brokers do not answer.
 */
public final class StableOffsetLag implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final TopicAdmin admin;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "siamese-stable-offset-lag"));
    private volatile Map<String, Long> lags = Map.of();

    private StableOffsetLag(TopicAdmin admin) {
        this.admin = admin;
    }

    /** Measures from now on, every few seconds. The registry belongs to the caller. */
    public static StableOffsetLag start(ContractSettings settings, MeterRegistry metrics) {
        StableOffsetLag lag = new StableOffsetLag(TopicAdmin.open(settings));
        TopicNames topics = settings.topics().names();
        List.of(topics.images(), topics.exemplars(), topics.policies(), topics.exemplarEmbeddings())
                .forEach(topic -> lag.register(topic, metrics));
        lag.timer.scheduleWithFixedDelay(lag::measure, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        return lag;
    }

    private void register(String topic, MeterRegistry metrics) {
        Gauge.builder("siamese.stable.offset.lag", this, measured -> measured.lagOf(topic))
                .description("Offsets between the last stable offset and the end of the log")
                .tag("topic", topic)
                .register(metrics);
    }

    private double lagOf(String topic) {
        Long lag = lags.get(topic);
        return lag == null ? Double.NaN : lag;
    }

    private void measure() {
        try {
            lags = admin.heldBack();
        } catch (RuntimeException e) {
            // Whatever it is, the next measurement must come: one that throws would be the last.
            lags = Map.of();
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        admin.close();
    }
}
