package io.siamese.streams.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.siamese.encoder.card.ModelCard;
import io.siamese.encoder.onnx.OnnxEncoder;
import io.siamese.schemas.topic.TopicPlan;
import io.siamese.streams.config.AppConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service: opens the encoder, starts enrolment, waits until the gallery log may be decided upon, starts
 * verification, and closes all of it in reverse. What cannot work is refused by {@link #start}; what goes wrong later
 * completes {@link #failure}.
 */
public final class SiameseApp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SiameseApp.class);
    private static final Duration WATCH_INTERVAL = Duration.ofSeconds(2);

    private final OnnxEncoder encoder;
    private final KafkaSide kafka;
    private final SchemaSide schemas;
    private final Generation.Parts parts;
    private final ScheduledExecutorService control =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "siamese-control"));
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private volatile Generation generation;

    private SiameseApp(AppConfig config, boolean takeOver, MeterRegistry metrics) {
        EncoderChoice choice = new EncoderChoice(config);
        try (Opened opened = new Opened()) {
            encoder = opened.add(choice.open());
            kafka = opened.add(
                    new KafkaSide(config, new TopicPlan(1, 1, config.images().maxBytes())));
            kafka.checkTopics();
            schemas = opened.add(new SchemaSide(config));
            parts = new Generation.Parts(
                    config,
                    encoder,
                    choice.policy(),
                    schemas.serdes(),
                    kafka,
                    new AppMetrics(metrics),
                    takeOver,
                    failure::complete);
            generation = new Generation(parts, kafka.galleryLog());
            opened.keep();
        }
    }

    /**
     * Starts the service; it becomes ready later.
     *
     * @param takeOver whether to become the active encoder where the gallery log names another one
     * @param metrics where the service counts; belongs to the caller
     * @throws IllegalArgumentException if a setting or the model cannot work
     * @throws IllegalStateException if the topics are not as the contract says
     * @throws KafkaException if the broker does not answer
     */
    public static SiameseApp start(AppConfig config, boolean takeOver, MeterRegistry metrics) {
        SiameseApp app = new SiameseApp(config, takeOver, metrics);
        app.control.execute(app::startGeneration);
        app.control.scheduleWithFixedDelay(
                app::watch, WATCH_INTERVAL.toMillis(), WATCH_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        return app;
    }

    private void startGeneration() {
        try {
            generation.start();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("the service could not start");
            failure.complete(e);
        }
    }

    /** A gallery log with another topic id is another log: what was made of the old one says nothing about it. */
    private void watch() {
        try {
            Uuid current = kafka.galleryLog();
            if (!current.equals(generation.galleryLog()) && !failure.isDone()) {
                LOG.atWarn().addKeyValue("galleryLog", current).log("the gallery log was made anew: starting over");
                generation.close();
                generation = new Generation(parts, current);
                startGeneration();
            }
        } catch (KafkaException e) {
            LOG.atWarn().addKeyValue("cause", e.getMessage()).log("the gallery log cannot be looked at now");
        }
    }

    /** Whether images are decided on now. */
    public boolean isReady() {
        return notReadyBecause().isEmpty();
    }

    /** What keeps the service from deciding; empty while it decides. */
    public Optional<String> notReadyBecause() {
        if (failure.isDone()) {
            return Optional.of("failed: " + failure.join().getMessage());
        }
        return generation.isReady() ? Optional.empty() : Optional.of(generation.states());
    }

    /** Completes with the reason when the service has stopped for good. */
    public CompletableFuture<Throwable> failure() {
        return failure.copy();
    }

    /** Id of the encoder loaded here. */
    public String encoderId() {
        return encoder.encoderId();
    }

    /** The card of the encoder loaded here. */
    public ModelCard card() {
        return encoder.card();
    }

    /** Offset of the gallery log up to which the gallery is applied. */
    public long galleryEpoch() {
        return generation.galleries().epoch();
    }

    /** Number of templates in the gallery. */
    public int templates() {
        return generation.galleries().templates();
    }

    /**
     * Waits until the service decides.
     *
     * @throws IllegalStateException if it fails first, or is not ready in time
     */
    public void awaitReady(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!isReady()) {
            if (failure.isDone() || System.nanoTime() > end) {
                throw new IllegalStateException(
                        "not ready: " + notReadyBecause().orElse("since a moment ago"), failure.getNow(null));
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** Ends both applications, each committing what is done, then frees the encoder. */
    @Override
    public void close() {
        control.shutdownNow();
        try {
            control.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        generation.close();
        schemas.close();
        kafka.close();
        encoder.close();
    }
}
