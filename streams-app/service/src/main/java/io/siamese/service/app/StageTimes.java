package io.siamese.service.app;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.siamese.encoder.onnx.Encoder;
import io.siamese.service.batching.ChunkWork;
import io.siamese.service.gallery.GallerySearch;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Measures chunks: how many records they have, how long they take, and how much of that is embedding and searching. The
 * rest is reading and decoding. Histograms have few buckets, because each is a time series of every instance.
 */
final class StageTimes {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(20),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10)
    };

    private final MeterRegistry registry;

    StageTimes(MeterRegistry registry) {
        this.registry = registry;
    }

    /** The encoder, measured for both applications together. */
    Encoder measured(Encoder encoder) {
        return new MeasuredEncoder(encoder, stageTimer("embed"));
    }

    /** The search, measured. */
    GallerySearch measured(GallerySearch search) {
        Timer timer = stageTimer("search");
        return (queries, k) -> {
            long start = System.nanoTime();
            var found = search.search(queries, k);
            timer.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            return found;
        };
    }

    private Timer stageTimer(String name) {
        return Timer.builder("siamese.stage")
                .description("Time of one stage of a chunk")
                .tag("stage", name)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    /** The work on chunks, measured, with their sizes. */
    <R> ChunkWork<R> measured(String application, ChunkWork<R> work) {
        Timer timer = Timer.builder("siamese.chunk")
                .description("Time that a worker takes for a chunk of records")
                .tag("application", application)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        DistributionSummary sizes = DistributionSummary.builder("siamese.chunk.records")
                .description("Records that are worked on together")
                .tag("application", application)
                .register(registry);
        return chunk -> {
            long start = System.nanoTime();
            var results = work.apply(chunk);
            timer.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            sizes.record(chunk.size());
            return results;
        };
    }
}
