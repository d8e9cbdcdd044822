package io.siamese.streams.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Runs benchmarks one after the other. */
public final class Bench {
    /** What can be asked for. */
    public enum Suite {
        ENCODER,
        GALLERY,
        PIPELINE,
        SIMULATED,
        SCALING,
        LATENCY,
        SOAK,
        ALL
    }

    private final BenchSettings settings;
    private final Consumer<String> progress;

    /** @param progress told in a line what was just measured */
    public Bench(BenchSettings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * Measures.
     *
     * @throws BenchFailure if a decision is missing or there twice in any of the runs: no figure counts then
     */
    public List<Figure> run(Suite suite) {
        List<Figure> figures = new ArrayList<>();
        try (Bed bed = Bed.open(settings.settings())) {
            PipelineBench pipeline = new PipelineBench(bed, settings, progress);
            if (is(suite, Suite.PIPELINE)) {
                figures.addAll(pipeline.real());
            }
            if (is(suite, Suite.PIPELINE) || suite == Suite.SIMULATED) {
                figures.addAll(pipeline.simulated());
            }
        }
        return figures;
    }

    private static boolean is(Suite asked, Suite suite) {
        return asked == suite || asked == Suite.ALL;
    }
}
