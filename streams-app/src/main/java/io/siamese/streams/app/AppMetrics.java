package io.siamese.streams.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.siamese.events.EnrolmentStatus;
import io.siamese.events.Outcome;
import io.siamese.streams.topology.Observer;
import java.util.List;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/** Counts what becomes of records, beside the metrics of Kafka's own. The registry belongs to the caller. */
final class AppMetrics implements Observer {
    private static final String NONE = "none";

    private final MeterRegistry registry;

    AppMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void decided(Outcome outcome, @Nullable String reason) {
        registry.counter("siamese.decisions", "outcome", outcome.name(), "reason", reason == null ? NONE : reason)
                .increment();
    }

    @Override
    public void enrolled(EnrolmentStatus status, @Nullable String reason) {
        registry.counter("siamese.exemplars", "status", status.name(), "reason", reason == null ? NONE : reason)
                .increment();
    }

    /** Publishes the metrics of an application; whoever closes the application closes them. */
    KafkaStreamsMetrics bind(KafkaStreams streams, String application) {
        KafkaStreamsMetrics metrics = new KafkaStreamsMetrics(streams, List.of(Tag.of("application", application)));
        metrics.bindTo(registry);
        return metrics;
    }
}
