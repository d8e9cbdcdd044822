package io.siamese.service.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.siamese.encoder.onnx.Encoder;
import io.siamese.encoder.onnx.OnnxEncoder;
import io.siamese.schemas.resource.ResourceStack;
import io.siamese.schemas.sealing.DataKeys;
import io.siamese.schemas.topic.TopicPlan;
import io.siamese.service.config.AppConfig;
import io.siamese.service.enrolment.Claim;
import io.siamese.service.fetching.ReferencedImages;
import io.siamese.service.loading.EncoderChoice;
import io.siamese.service.loading.LoadedEncoder;
import io.siamese.service.logs.LostPlaceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the service: opens the encoder, starts enrolment, waits until the gallery log may be decided upon, starts
 * verification, and closes all of it in reverse. What cannot work is refused by {@link #start}; what goes wrong later
 * completes {@link #failure}.
 */
public final class SiameseApp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SiameseApp.class);
    private static final Duration WATCH_INTERVAL = Duration.ofSeconds(2);
    private static final Duration LOG_RETURNS_WITHIN = Duration.ofSeconds(30);

    private final Encoder encoder;
    private final String provider;
    private final BrokerAccess kafka;
    private final ReferencedImages images;
    private final ResourceStack opened;
    private final Generation.Parts parts;
    private final ScheduledExecutorService control =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "siamese-control"));
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private volatile Generation generation;
    private volatile boolean brokersAnswer = true;

    private SiameseApp(AppConfig config, boolean takeOver, MeterRegistry metrics, UnaryOperator<Encoder> fitting) {
        config.contract().sealing().keys().ifPresent(SiameseApp::checkKeys);
        EncoderChoice first = new EncoderChoice(config, config.encoder());
        Optional<EncoderChoice> next = config.encoder().nextEncoder().map(beside -> new EncoderChoice(config, beside));
        try (ResourceStack stack = new ResourceStack()) {
            OnnxEncoder opened = first.openEncoder();
            provider = opened.provider().name();
            AppMetrics appMetrics = new AppMetrics(metrics);
            encoder = stack.add(appMetrics.stageTimes().measured(applyFitting(opened, fitting)));
            List<LoadedEncoder> encoders = new ArrayList<>();
            encoders.add(first.withRules(encoder, takeOver ? Claim.TAKE_OVER : Claim.FIRST));
            next.ifPresent(choice -> encoders.add(choice.withRules(
                    stack.add(appMetrics.stageTimes().measured(applyFitting(choice.openEncoder(), fitting))),
                    Claim.WAIT)));
            checkDifferent(encoders);
            appMetrics.watchDrift(encoders);
            kafka = stack.add(new BrokerAccess(
                    config, new TopicPlan(1, 1, config.contract().maxImageBytes())));
            appMetrics.registerImagePartitions(kafka.checkTopics());
            HangingTransactionCheck.endAll(config);
            SchemaAccess schemas = stack.add(new SchemaAccess(config));
            images = stack.add(new ReferencedImages(EncoderChoice.fetchSettings(config.imageUris()), appMetrics));
            appMetrics.measureImageStores(images);
            parts = new Generation.Parts(
                    config, encoders, schemas.serdes(), kafka, images, appMetrics, takeOver, this::applicationFailed);
            generation = new Generation(parts, kafka.galleryLog());
            stack.add(() -> generation.close());
            this.opened = stack.release();
        }
    }

    private static void checkKeys(DataKeys keys) {
        try {
            LOG.atInfo().addKeyValue("keys", keys.check()).log("templates are encrypted");
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("encryption.keys: " + e.getMessage(), e);
        }
    }

    private static void checkDifferent(List<LoadedEncoder> encoders) {
        if (encoders.stream().map(LoadedEncoder::encoderId).distinct().count() < encoders.size()) {
            throw new IllegalArgumentException("encoder.next.model: it is the same encoder as encoder.model, "
                    + encoders.get(0).encoderId());
        }
    }

    private static Encoder applyFitting(OnnxEncoder loaded, UnaryOperator<Encoder> fitting) {
        try {
            return fitting.apply(loaded);
        } catch (RuntimeException e) {
            loaded.close();
            throw e;
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
        return start(config, takeOver, metrics, UnaryOperator.identity());
    }

    /**
     * As {@link #start(AppConfig, boolean, MeterRegistry)}, with something in front of the encoder: a meter, or a device that
     * is only simulated.
     *
     * @param fitting makes an encoder in front of the one that was opened. Closing it closes both
     */
    public static SiameseApp start(
            AppConfig config, boolean takeOver, MeterRegistry metrics, UnaryOperator<Encoder> fitting) {
        SiameseApp app = new SiameseApp(config, takeOver, metrics, fitting);
        app.control.execute(app::startGeneration);
        app.control.scheduleWithFixedDelay(
                app::watchGalleryLog, WATCH_INTERVAL.toMillis(), WATCH_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        return app;
    }

    private void startGeneration() {
        try {
            generation.start();
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("the service could not start");
            failure.complete(e);
        }
    }

    /** Told on a thread of Streams. Where the gallery log was made anew, that is the cause, and no failure. */
    private void applicationFailed(Generation failed, Throwable cause) {
        try {
            control.execute(() -> {
                if (failed == generation && !startedOver(cause)) {
                    failure.complete(cause);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.atDebug().setCause(cause).log("an application failed while the service was being closed");
        }
    }

    private boolean startedOver(Throwable cause) {
        try {
            return startOverIfLogIsNew(LOG_RETURNS_WITHIN) || startOverIfPlaceIsLost(cause);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("whether the gallery log is a new one cannot be told");
            return false;
        }
    }

    private void watchGalleryLog() {
        try {
            if (!failure.isDone()) {
                startOverIfLogIsNew(Duration.ZERO);
            }
        } catch (RuntimeException e) {
            // The next look must come: one that throws would be the last.
            LOG.atWarn().setCause(e).log("the gallery log could not be looked at");
        }
    }

    /**
     * Starts over where the gallery log has another topic id: it is another log, and what was made of the old one says
     * nothing about it.
     *
     * @param patience how long a missing log may take to be made anew
     * @return whether it has started over
     */
    private boolean startOverIfLogIsNew(Duration patience) {
        Optional<Uuid> current = kafka.awaitGalleryLog(patience);
        brokersAnswer = current.isPresent();
        if (current.isEmpty() || current.get().equals(generation.galleryLog())) {
            return false;
        }
        LOG.atWarn().addKeyValue("galleryLog", current.get()).log("the gallery log was made anew: starting over");
        startOver(current.get());
        return true;
    }

    /** Starts over where the same log can be read, but not from where it was read to. */
    private boolean startOverIfPlaceIsLost(Throwable cause) {
        if (!(cause instanceof LostPlaceException)) {
            return false;
        }
        LOG.atWarn().addKeyValue("because", cause.getMessage()).log("the gallery log is read anew: starting over");
        startOver(generation.galleryLog());
        return true;
    }

    private void startOver(Uuid galleryLog) {
        try {
            generation.close();
            // Somebody made the log anew, maybe in another shape.
            kafka.checkTopics();
            generation = new Generation(parts, galleryLog);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("the service could not start over");
            failure.complete(e);
            return;
        }
        startGeneration();
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
        if (!brokersAnswer) {
            return Optional.of("the brokers do not answer for the gallery log");
        }
        Optional<String> active = generation.galleries().activeEncoder();
        if (active.filter(id -> !generation.encoderIds().contains(id)).isPresent()) {
            return Optional.of(
                    "the gallery log names encoder " + active.get() + ", which is not loaded here: it has taken over");
        }
        Optional<String> stale = generation.whyStale();
        if (stale.isPresent()) {
            return Optional.of("the gallery log waits: " + stale.get());
        }
        return generation.isReady()
                ? images.outages().stream().reduce((one, other) -> one + "; " + other)
                : Optional.of(generation.describeStates());
    }

    /** Completes with the reason when the service has stopped for good. */
    public CompletableFuture<Throwable> failure() {
        return failure.copy();
    }

    /** Id of the encoder that decides; empty while the log names none. */
    public Optional<String> activeEncoder() {
        return generation.galleries().activeEncoder();
    }

    /** Id of the encoder that the settings name first. */
    public String encoderId() {
        return encoder.encoderId();
    }

    /** What the encoder runs on: CPU, CUDA or TENSORRT. */
    public String provider() {
        return provider;
    }

    /** Offset of the gallery log up to which the gallery is applied. */
    public long galleryEpoch() {
        return generation.galleries().epoch();
    }

    /** Number of templates of the encoder that decides. */
    public int templates() {
        return generation.decidingGalleries().templates();
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
        opened.close();
    }
}
