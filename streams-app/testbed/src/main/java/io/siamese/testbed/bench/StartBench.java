package io.siamese.testbed.bench;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.siamese.service.app.SiameseApp;
import io.siamese.service.config.AppConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Measures how long a service takes to be ready that was there before, with a full gallery log: seconds, bytes that it read,
 * and the peak of its heap. A first start before it is measured too: it has nothing but the topics, so it reads every
 * exemplar once to learn the keys.
 */
final class StartBench {
    private static final String SUITE = "start";
    private static final double MIB = 1 << 20;
    private static final int MILLION = 1_000_000;
    private static final Duration READY = Duration.ofMinutes(15);

    private final BenchEnvironment bed;
    private final List<Integer> sizes;
    private final Consumer<String> progress;

    /** @param sizes numbers of templates */
    StartBench(BenchEnvironment bed, List<Integer> sizes, Consumer<String> progress) {
        this.bed = bed;
        this.sizes = sizes;
        this.progress = progress;
    }

    List<BenchFigure> run() {
        List<BenchFigure> figures = new ArrayList<>();
        sizes.forEach(size -> measure(size, figures));
        return figures;
    }

    private void measure(int size, List<BenchFigure> figures) {
        AppConfig config = bed.configOfNextRun(List.of("images.partitions=2", "topics.prefix=start-" + size + "-"));
        FullGallery gallery = new FullGallery(config, size);
        progress.accept(SUITE + ": publishing " + size + " exemplars and templates");
        gallery.publish();
        String templates = String.format(Locale.ROOT, "%,d templates", size);
        measureStart(config, gallery, size, templates + ", first start", figures, null);
        measureStart(config, gallery, size, templates, figures, size == MILLION ? TargetBounds.below(60, 30) : null);
    }

    private void measureStart(
            AppConfig config,
            FullGallery gallery,
            int size,
            String name,
            List<BenchFigure> figures,
            @Nullable TargetBounds target) {
        PeakHeap heap = PeakHeap.fromNow();
        BytesRead read = new BytesRead();
        long begin = System.nanoTime();
        try (SiameseApp app = SiameseApp.start(config, false, new SimpleMeterRegistry())) {
            read.watchUntil(app::isReady, () -> app.failure().isDone(), READY);
            double seconds = (System.nanoTime() - begin) / 1e9;
            if (app.templates() != size) {
                throw new BenchFailure("ready with " + app.templates() + " of " + size + " templates: "
                        + app.notReadyBecause().orElse("no reason is known"));
            }
            BenchFigure ready = BenchFigure.of(SUITE, name + ", until ready", seconds, "s");
            addFigure(figures, target == null ? ready : ready.withTarget(target));
            addFigure(figures, BenchFigure.of(SUITE, name + ", read in all", read.totalBytes() / MIB, "MiB"));
            addFigure(
                    figures,
                    BenchFigure.of(
                            SUITE,
                            name + ", read of exemplars",
                            read.bytesOf(config.topics().names().exemplars()) / MIB,
                            "MiB"));
            addFigure(figures, BenchFigure.of(SUITE, name + ", peak of the heap", heap.peakBytes() / MIB, "MiB"));
            gallery.awaitLedger(READY);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private void addFigure(List<BenchFigure> figures, BenchFigure figure) {
        figures.add(figure);
        progress.accept(
                String.format(Locale.ROOT, "%s: %s: %,.1f %s", SUITE, figure.name(), figure.value(), figure.unit()));
    }
}
