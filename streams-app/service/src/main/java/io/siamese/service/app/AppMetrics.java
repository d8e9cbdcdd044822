package io.siamese.service.app;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.siamese.events.EnrolmentStatus;
import io.siamese.events.Outcome;
import io.siamese.schemas.Reasons;
import io.siamese.service.encoders.EmbeddingProgress;
import io.siamese.service.fetching.ReferencedImages;
import io.siamese.service.flow.Observer;
import io.siamese.service.gallerylog.UnusableTemplates;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/** Counts what becomes of records, beside the metrics of Kafka's own. The registry belongs to the caller. */
final class AppMetrics implements Observer {
    private static final String NONE = "none";
    private static final String DELETED_UNDECIDED = "siamese.images.deleted.undecided";

    private final MeterRegistry registry;
    private final StageTimes stages;
    private final Map<Decided, Counter> decisions = new ConcurrentHashMap<>();

    AppMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.stages = new StageTimes(registry);
    }

    /** What measures the stages of a chunk. */
    StageTimes stages() {
        return stages;
    }

    /** Kept: the registry finds a counter by its tags, which takes longer than counting. */
    private record Decided(Outcome outcome, String reason) {}

    @Override
    public void decided(Outcome outcome, @Nullable String reason) {
        decisions
                .computeIfAbsent(new Decided(outcome, reason == null ? NONE : reason), this::counter)
                .increment();
    }

    private Counter counter(Decided decided) {
        return registry.counter(
                "siamese.decisions", "outcome", decided.outcome().name(), "reason", decided.reason());
    }

    @Override
    public void enrolled(EnrolmentStatus status, @Nullable String reason) {
        registry.counter("siamese.exemplars", "status", status.name(), "reason", reason == null ? NONE : reason)
                .increment();
    }

    /** Counts from 0 on what may be deleted undecided: an alert cannot see a series that begins with its first count. */
    void imagePartitions(int partitions) {
        for (int partition = 0; partition < partitions; partition++) {
            deletedUndecided(partition, 0);
        }
    }

    @Override
    public void fetched(String result) {
        registry.counter("siamese.images.fetched", "result", result).increment();
    }

    /** Measures how many stores do not give their images now. */
    void bind(ReferencedImages images) {
        Gauge.builder(
                        "siamese.image.stores.failing",
                        images,
                        each -> each.outages().size())
                .description("Stores of images that give no answer, so that records wait")
                .register(registry);
    }

    /** Images were deleted before they were decided. */
    void deletedUndecided(int partition, long images) {
        registry.counter(DELETED_UNDECIDED, "partition", Integer.toString(partition))
                .increment(images);
    }

    /**
     * Publishes how far an encoder is that embeds all exemplars beside the one that decides.
     *
     * @param done its templates
     * @param all templates of the encoder that decides
     */
    void progress(String encoderId, IntSupplier done, IntSupplier all) {
        EmbeddingProgress progress = new EmbeddingProgress(done, all, Clock.systemUTC());
        Tags tags = Tags.of("encoder", encoderId);
        gauge("siamese.encoder.covered", "Share of exemplars that are embedded", tags, progress::share);
        gauge("siamese.encoder.rate", "Exemplars that are embedded in a second", tags, progress::perSecond);
        gauge("siamese.encoder.seconds.left", "Seconds until all are", tags, progress::secondsLeft);
    }

    /** Publishes how many templates of an encoder are in the gallery log and cannot be compared, by reason. */
    void unusable(String encoderId, UnusableTemplates templates) {
        for (String reason : List.of(Reasons.KEY_UNKNOWN, Reasons.DECRYPTION_FAILED, Reasons.UNDECODABLE)) {
            gauge(
                    "siamese.templates.unusable",
                    "Templates in the gallery log that cannot be decrypted or read",
                    Tags.of("encoder", encoderId, "reason", reason),
                    () -> templates.count(reason));
        }
    }

    private void gauge(String name, String description, Tags tags, Supplier<Number> value) {
        // A generation before this one may have registered its own, and the registry keeps the first.
        Optional.ofNullable(registry.find(name).tags(tags).gauge()).ifPresent(registry::remove);
        Gauge.builder(name, value).description(description).tags(tags).register(registry);
    }

    /** Publishes the metrics of an application; whoever closes the application closes them. */
    KafkaStreamsMetrics bind(KafkaStreams streams, String application) {
        KafkaStreamsMetrics metrics = new KafkaStreamsMetrics(streams, List.of(Tag.of("application", application)));
        metrics.bindTo(registry);
        return metrics;
    }
}
