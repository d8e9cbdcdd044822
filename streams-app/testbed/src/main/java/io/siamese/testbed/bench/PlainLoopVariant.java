package io.siamese.testbed.bench;

import io.siamese.encoder.onnx.ModelFile;
import io.siamese.encoder.vector.PanelKernels;
import io.siamese.events.ExemplarKind;
import io.siamese.events.MatchDecision;
import io.siamese.schemas.sealing.SealedPlace;
import io.siamese.schemas.serde.EventSchemas;
import io.siamese.schemas.serde.SingleObjectWriter;
import io.siamese.service.batching.Chunk;
import io.siamese.service.batching.EmbeddedImage;
import io.siamese.service.batching.ImageEncoder;
import io.siamese.service.batching.ImageInput;
import io.siamese.service.config.AppConfig;
import io.siamese.service.flow.EventSerdes;
import io.siamese.service.gallery.Galleries;
import io.siamese.service.gallery.GalleryTemplate;
import io.siamese.service.matching.Judge;
import io.siamese.service.matching.Policy;
import io.siamese.service.matching.PolicyRules;
import io.siamese.service.verification.DecidedBy;
import io.siamese.service.verification.Decisions;
import io.siamese.service.verification.ProbeWork;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** Does the work without Kafka Streams: threads that each poll, decide chunk by chunk, produce and commit. */
final class PlainLoopVariant implements PipelineVariant {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final MeteredEncoder encoder;
    private final int batch;
    private final PublishedImages load;
    private final int threads;
    private final Supplier<AppConfig> configs;
    private final Galleries galleries;

    /**
     * @param exemplars files of the gallery's images, one a subject
     * @param threads that share the partitions
     * @param configs gives a configuration of a new run
     */
    PlainLoopVariant(
            MeteredEncoder encoder,
            int batch,
            PublishedImages load,
            List<byte[]> exemplars,
            int threads,
            Supplier<AppConfig> configs) {
        this.encoder = encoder;
        this.batch = batch;
        this.load = load;
        this.threads = threads;
        this.configs = configs;
        galleries = new Galleries(encoder.dimension(), PanelKernels.choose(encoder.similarity()));
        enrolExemplars(exemplars);
    }

    private void enrolExemplars(List<byte[]> exemplars) {
        List<float[]> embeddings = new ImageEncoder(encoder)
                .embed(
                        Chunk.from(exemplars),
                        image -> ImageInput.wholeImage(ByteBuffer.wrap(image), SealedPlace.probe("default", "")))
                .toList((exemplar, embedded) -> embedded.fold(EmbeddedImage::values, PlainLoopVariant::unreadable));
        galleries.apply(0, change -> change.activate(encoder.encoderId()));
        for (int i = 0; i < embeddings.size(); i++) {
            GalleryTemplate template = new GalleryTemplate(
                    "default", "subject-" + i, "1", ExemplarKind.POSITIVE, embeddings.get(i), Long.MAX_VALUE);
            galleries.apply(i + 1, change -> change.put(template));
        }
    }

    private static float[] unreadable(String reason) {
        throw new BenchFailure("an exemplar of the benchmark gives no embedding: " + reason);
    }

    @Override
    public String name() {
        return "plain loop";
    }

    @Override
    public Measurement run() {
        AppConfig config = configs.get();
        LongAdder decided = new LongAdder();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        ThroughputMeter meter = new ThroughputMeter(decided::sum, encoder::cpuNanos, failure::get);
        Thread loops = new Thread(() -> runThreads(config, decided), "bench-plain");
        loops.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
        loops.start();
        Measurement measured = meter.between(load.images() / 10, load.images() * 9L / 10, PATIENCE);
        try {
            loops.join();
        } catch (InterruptedException e) {
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
        if (failure.get() != null) {
            throw new BenchFailure("the plain loop has stopped: " + failure.get(), failure.get());
        }
        DecisionAudit.checkDecisions(config, load);
        return measured;
    }

    private void runThreads(AppConfig config, LongAdder decided) {
        EventSerdes serdes =
                new EventSerdes(EventSchemas.before(fingerprint -> Optional.empty()), null, new SingleObjectWriter());
        int candidates = config.policy().candidates();
        Decisions decisions = new Decisions(
                new Judge(encoder.noise()),
                defaultPolicy(config),
                new DecidedBy(encoder.encoderId(), "none", "none", galleries));
        ProbeWork work = new ProbeWork(serdes, new ImageEncoder(encoder), galleries, candidates, decisions);
        ParallelTasks.together(threads, "plain-loop", thread -> {
            try (PlainLoop loop = new PlainLoop(config, thread, threads, load)) {
                loop.decideAll(batch, chunk -> work.apply(chunk), answer -> {
                    MatchDecision decision = decisions.complete(answer, System.currentTimeMillis());
                    decided.increment();
                    return decision;
                });
            }
        });
    }

    /** The service's own, where its settings are the default. */
    private static Policy defaultPolicy(AppConfig config) {
        PolicyRules rules = PolicyRules.byRates(
                "default",
                config.policy().targetFmr(),
                config.policy().targetFpir(),
                config.policy().candidates());
        return Policy.of(rules, ModelFile.bundled().calibration().orElse(null));
    }
}
