package io.siamese.testbed.bench;

import io.siamese.client.ExemplarPublisher;
import io.siamese.client.ExemplarTerms;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.service.config.AppConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * Measures the time from publishing to a reader of committed decisions, at shares of the load that the service bears
 * on this machine. It also measures while exemplars are enrolled in bulk. Publisher, reader and broker take their part
 * of the same cores.
 */
final class LatencyBench {
    /** Of three equal parts, two warm the JIT up. */
    private static final int PARTS = 3;

    private static final int EXEMPLARS_A_SECOND = 4_000;
    /** Until the optimising compiler is through with enrolment, and with what enrolment made it do again. */
    private static final int FIRST_EXEMPLARS = 10_000;

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final BenchEnvironment bed;
    private final BenchSettings settings;
    private final Consumer<String> progress;
    private final List<byte[]> files = BenchImages.bilevel(1000);
    private final List<BenchFigure> figures = new ArrayList<>();
    private String suite = "latency";

    LatencyBench(BenchEnvironment bed, BenchSettings settings, Consumer<String> progress) {
        this.bed = bed;
        this.settings = settings;
        this.progress = progress;
    }

    List<BenchFigure> run() {
        AppConfig config = bed.runAfterAnother(List.of(
                "topics.prefix=latency-", "images.partitions=" + PipelineBench.PARTITIONS, "commit.interval.ms=100"));
        suite = "latency, encoder, commit interval "
                + config.streams().commitInterval().toMillis() + " ms";
        long published;
        try (RunningApps app = RunningApps.start(List.of(config), EncoderDevice.real())) {
            PublishedImages load = PublishedImages.publish(config, files, PARTS * settings.images());
            double capacity = app.throughputMeter()
                    .between(load.images() - settings.images(), load.images() - settings.images() / 10, PATIENCE)
                    .imagesPerSecond();
            app.throughputMeter().between(load.images(), load.images(), PATIENCE);
            figures.add(BenchFigure.of(suite, "capacity", capacity, "images/s"));
            published = atLoads(config, app, load, capacity);
        }
        DecisionAudit.checkDecisions(config, new PublishedImages(PipelineBench.PARTITIONS, Math.toIntExact(published)));
        return figures;
    }

    /** Returns how many images were published in all. */
    private long atLoads(AppConfig config, RunningApps app, PublishedImages load, double capacity) {
        try (OpenLoop loop = new OpenLoop(config, files, load.images())) {
            measureAtLoad(loop, capacity, 25);
            Histogram half = measureAtLoad(loop, capacity, 50);
            figures.add(BenchFigure.of(suite, "p99 at 50 % load", percentileMs(half, 99), "ms")
                    .withTarget(TargetBounds.below(300, 150)));
            measureAtLoad(loop, capacity, 80);
            Histogram enrolling = whileEnrolling("first", FIRST_EXEMPLARS, config, app, loop, capacity / 2);
            enrolling.add(whileEnrolling("bulk", settings.exemplars(), config, app, loop, capacity / 2));
            String name = String.format(
                    Locale.ROOT,
                    "p99 at 50 %% load while %,d exemplars are enrolled, the process's first among them",
                    FIRST_EXEMPLARS + settings.exemplars());
            figures.add(BenchFigure.of(suite, name, percentileMs(enrolling, 99), "ms")
                    .withTarget(TargetBounds.below(600, 200)));
            return loop.published();
        }
    }

    private Histogram measureAtLoad(OpenLoop loop, double capacity, int percent) {
        return measure(percent + " % load", loop, capacity * percent / 100, settings.step(), () -> false);
    }

    private Histogram whileEnrolling(
            String gallery, int exemplars, AppConfig config, RunningApps app, OpenLoop loop, double rate) {
        int before = app.templates();
        String name =
                String.format(Locale.ROOT, "50 %% load, gallery %s, %,d exemplars are enrolled", gallery, exemplars);
        Thread publisher = new Thread(() -> enrolSteadily(config, gallery, exemplars), "bench-exemplars");
        publisher.start();
        long start = System.nanoTime();
        Histogram times = measure(name, loop, rate, PATIENCE, () -> app.templates() >= before + exemplars);
        double seconds = (System.nanoTime() - start) / 1e9;
        int enrolled = app.templates() - before;
        if (enrolled < exemplars) {
            throw new BenchFailure(
                    enrolled + " of " + exemplars + " exemplars were enrolled in " + (int) seconds + " s");
        }
        figures.add(BenchFigure.of(suite, name, enrolled / seconds, "exemplars/s"));
        return times;
    }

    /** Faster than they are enrolled, but not all at once: the publisher's CPU comes from the same cores. */
    private void enrolSteadily(AppConfig config, String gallery, int count) {
        try (ExemplarPublisher exemplars = ExemplarPublisher.open(config.contract())) {
            long start = System.nanoTime();
            for (int i = 0; i < count; i++) {
                LockSupport.parkNanos(start + i * 1_000_000_000L / EXEMPLARS_A_SECOND - System.nanoTime());
                exemplars.enrol(
                        new ExemplarKey(gallery, "subject-" + i, "1"),
                        files.get(i % files.size()),
                        ExemplarTerms.ordinary());
            }
            exemplars.flush();
        }
    }

    private Histogram measure(String name, OpenLoop loop, double rate, Duration atMost, BooleanSupplier stop) {
        Histogram times = loop.publishAtRate(rate, atMost, stop);
        for (double percentile : List.of(50.0, 99.0, 99.9)) {
            figures.add(BenchFigure.of(
                    suite, name + ": p" + percentileText(percentile), percentileMs(times, percentile), "ms"));
        }
        progress.accept(String.format(
                Locale.ROOT,
                "latency: %s, %,.0f images/s: p50 %.0f ms, p99 %.0f ms, p99.9 %.0f ms, most %.0f ms, of %,d",
                name,
                rate,
                percentileMs(times, 50),
                percentileMs(times, 99),
                percentileMs(times, 99.9),
                times.getMaxValue() / 1e3,
                times.getTotalCount()));
        return times;
    }

    private static String percentileText(double percentile) {
        return percentile == Math.rint(percentile) ? Integer.toString((int) percentile) : Double.toString(percentile);
    }

    private static double percentileMs(Histogram times, double percentile) {
        return times.getValueAtPercentile(percentile) / 1e3;
    }
}
