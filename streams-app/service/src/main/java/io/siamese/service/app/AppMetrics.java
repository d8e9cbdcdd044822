package io.siamese.service.app;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.siamese.encoder.card.CalibrationReference;
import io.siamese.encoder.drift.Drift;
import io.siamese.encoder.drift.DriftMeasure;
import io.siamese.events.EnrolmentStatus;
import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import io.siamese.schemas.Reasons;
import io.siamese.service.drift.DriftMonitor;
import io.siamese.service.encoders.EmbeddingProgress;
import io.siamese.service.fetching.ReferencedImages;
import io.siamese.service.flow.Observer;
import io.siamese.service.gallerylog.UnusableTemplates;
import io.siamese.service.loading.LoadedEncoder;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts decisions, statuses and images, and shows the gauges of the service. The registry belongs to the caller. */
final class AppMetrics implements Observer {
    private static final Logger LOG = LoggerFactory.getLogger(AppMetrics.class);
    private static final String NONE = "none";
    private static final String DELETED_UNDECIDED = "siamese.images.deleted.undecided";

    private final MeterRegistry registry;
    private final StageTimes stages;
    private final Map<Decided, Counter> decisions = new ConcurrentHashMap<>();
    private volatile DriftMonitor drift = new DriftMonitor(Map.of(), gallery -> {});

    AppMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.stages = new StageTimes(registry);
    }

    /** What measures the stages of a chunk. */
    StageTimes stageTimes() {
        return stages;
    }

    /** Kept: the registry finds a counter by its tags, which takes longer than counting. */
    private record Decided(Outcome outcome, String reason) {}

    @Override
    public void decided(MatchDecision decision) {
        String reason = decision.getReason();
        decisions
                .computeIfAbsent(new Decided(decision.getOutcome(), reason == null ? NONE : reason), this::counter)
                .increment();
        drift.decided(decision);
    }

    /** Measures from now on whether images still look like those of the encoders' calibrations, as far as these say it. */
    void watchDrift(List<LoadedEncoder> encoders) {
        Map<String, CalibrationReference> byEncoder = new HashMap<>();
        for (LoadedEncoder each : encoders) {
            each.reference()
                    .ifPresentOrElse(
                            reference -> byEncoder.put(each.encoderId(), reference),
                            () -> LOG.atInfo()
                                    .addKeyValue("encoder", each.encoderId())
                                    .log(
                                            "no reference: the calibration does not say what its images look like, so drift"
                                                    + " is not measured"));
        }
        drift = new DriftMonitor(byEncoder, this::showDrift);
        showDrift(DriftMonitor.OTHERS);
    }

    private void showDrift(String gallery) {
        for (DriftMeasure measure : DriftMeasure.values()) {
            showDrift(
                    "siamese.drift.distance",
                    "How far images are from the calibration's",
                    gallery,
                    measure,
                    Drift::distance);
            showDrift("siamese.drift.limit", "Distance that is still ordinary", gallery, measure, Drift::limit);
        }
    }

    private void showDrift(
            String name, String description, String gallery, DriftMeasure measure, ToDoubleFunction<Drift> value) {
        Supplier<Number> latest = () -> drift.drifts(gallery).stream()
                .filter(each -> each.measure() == measure && each.isMeasured())
                .mapToDouble(value)
                .findFirst()
                .orElse(Double.NaN);
        Gauge.builder(name, latest)
                .description(description)
                .tags("gallery", gallery, "measure", measure.label())
                .register(registry);
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
    void registerImagePartitions(int partitions) {
        for (int partition = 0; partition < partitions; partition++) {
            countDeletedUndecided(partition, 0);
        }
    }

    @Override
    public void fetched(String result) {
        registry.counter("siamese.images.fetched", "result", result).increment();
    }

    /** Measures how many stores do not give their images now. */
    void measureImageStores(ReferencedImages images) {
        Gauge.builder(
                        "siamese.image.stores.failing",
                        images,
                        each -> each.outages().size())
                .description("Stores of images that give no answer, so that records wait")
                .register(registry);
    }

    /** Counts images that were deleted before they were decided. */
    void countDeletedUndecided(int partition, long images) {
        registry.counter(DELETED_UNDECIDED, "partition", Integer.toString(partition))
                .increment(images);
    }

    /**
     * Publishes how far an encoder is that embeds all exemplars beside the one that decides.
     *
     * @param done its templates
     * @param all templates of the encoder that decides
     */
    void measureProgress(String encoderId, IntSupplier done, IntSupplier all) {
        EmbeddingProgress progress = new EmbeddingProgress(done, all, Clock.systemUTC());
        Tags tags = Tags.of("encoder", encoderId);
        replaceGauge("siamese.encoder.covered", "Share of exemplars that are embedded", tags, progress::embeddedShare);
        replaceGauge("siamese.encoder.rate", "Exemplars that are embedded in a second", tags, progress::perSecond);
        replaceGauge("siamese.encoder.seconds.left", "Seconds until all are", tags, progress::secondsLeft);
    }

    /** Publishes how many templates of an encoder are in the gallery log and cannot be compared, by reason. */
    void measureUnusableTemplates(String encoderId, UnusableTemplates templates) {
        for (String reason : List.of(Reasons.KEY_UNKNOWN, Reasons.DECRYPTION_FAILED, Reasons.UNDECODABLE)) {
            replaceGauge(
                    "siamese.templates.unusable",
                    "Templates in the gallery log that cannot be decrypted or read",
                    Tags.of("encoder", encoderId, "reason", reason),
                    () -> templates.count(reason));
        }
    }

    private void replaceGauge(String name, String description, Tags tags, Supplier<Number> value) {
        // A generation before this one may have registered its own, and the registry keeps the first.
        Optional.ofNullable(registry.find(name).tags(tags).gauge()).ifPresent(registry::remove);
        Gauge.builder(name, value).description(description).tags(tags).register(registry);
    }

    /** Publishes the metrics of an application; whoever closes the application closes them. */
    KafkaStreamsMetrics bindStreamsMetrics(KafkaStreams streams, String application) {
        KafkaStreamsMetrics metrics = new KafkaStreamsMetrics(streams, List.of(Tag.of("application", application)));
        metrics.bindTo(registry);
        return metrics;
    }
}
